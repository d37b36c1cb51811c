using System.Buffers.Binary;

namespace Unified.Media;

/// <summary>Recognizes BMP by the letters BM, the length of the header and the number of planes.</summary>
internal static class BmpSignature
{
    /// <summary>The number of bytes that <see cref="IsMatch"/> needs.</summary>
    public const int Length = 28;

    public static bool IsMatch(ReadOnlySpan<byte> head)
    {
        if (head.Length < Length || !head.StartsWith("BM"u8))
        {
            return false;
        }

        var headerLength = BinaryPrimitives.ReadUInt32LittleEndian(head[14..]);
        var planes = BinaryPrimitives.ReadUInt16LittleEndian(head[(headerLength == BmpLayout.CoreHeaderLength ? 22 : 26)..]);
        return planes == 1 && headerLength is BmpLayout.CoreHeaderLength or BmpLayout.ShortHeaderLength or 40 or 52 or 56
            or BmpLayout.Os2HeaderLength or 108 or BmpLayout.ProfileHeaderLength;
    }
}
