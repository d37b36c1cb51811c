using System.Buffers.Binary;
using System.Text;

namespace Unified.Media.Tests;

/// <summary>Writes boxes, also invalid ones.</summary>
internal static class BoxSample
{
    public static byte[] U16(int value) => [(byte)(value >> 8), (byte)value];

    public static byte[] U32(long value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)value);
        return bytes;
    }

    public static byte[] U64(ulong value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return bytes;
    }

    public static byte[] Text(string text) => Encoding.Latin1.GetBytes(text);

    public static byte[] Join(params byte[][] parts) => [.. parts.SelectMany(part => part)];

    public static byte[] Box(string type, params byte[][] content)
    {
        var body = Join(content);
        return Join(U32(body.Length + 8), Text(type), body);
    }

    /// <summary>Writes a box that begins with a version and flags.</summary>
    public static byte[] Full(string type, byte version, params byte[][] content) => Box(type, [[version, 0, 0, 0], .. content]);

    /// <summary>Writes a box with an arbitrary size field.</summary>
    public static byte[] Lie(string type, long size, params byte[][] content) => Join(U32(size), Text(type), Join(content));

    /// <summary>Writes a box with a 64-bit size after its type.</summary>
    public static byte[] LargeLie(string type, ulong size, params byte[][] content) => Join(U32(1), Text(type), U64(size), Join(content));

    public static byte[] Ftyp(string major, params string[] compatible) =>
        Box("ftyp", Text(major), U32(0), Text(string.Concat(compatible)));

    public static byte[] Nested(string type, int depth)
    {
        var content = new byte[depth * 8];
        for (var level = 0; level < depth; level++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(content.AsSpan(level * 8), (uint)((depth - level) * 8));
            Text(type).CopyTo(content, (level * 8) + 4);
        }

        return content;
    }
}
