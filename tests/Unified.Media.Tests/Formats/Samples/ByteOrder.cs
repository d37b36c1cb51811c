using System.Buffers.Binary;

namespace Unified.Media.Tests;

/// <summary>Writes numbers as bytes, for samples that are built in code.</summary>
internal static class ByteOrder
{
    public static byte[] Big16(long value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)value);
        return bytes;
    }

    public static byte[] Big32(long value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)value);
        return bytes;
    }

    public static byte[] Big64(long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return bytes;
    }

    public static byte[] Little16(long value) => Reversed(Big16(value));

    public static byte[] Little24(long value) => Little32(value)[..3];

    public static byte[] Little32(long value) => Reversed(Big32(value));

    public static byte[] Little64(long value) => Reversed(Big64(value));

    public static byte[] Noise(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private static byte[] Reversed(byte[] bytes)
    {
        Array.Reverse(bytes);
        return bytes;
    }
}
