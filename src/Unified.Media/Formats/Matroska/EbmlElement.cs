using System.Numerics;

namespace Unified.Media;

/// <summary>
/// One EBML element: its identifier, where its content begins, and where it ends. An unknown size reaches to the end of the parent.
/// </summary>
internal readonly record struct EbmlElement(uint Id, long Offset, long Content, long End, bool HasUnknownSize)
{
    public long ContentLength => End - Content;

    /// <summary>
    /// Reads a variable-length number: its length is the number of leading zero bits. False when the bytes do not hold it, or its
    /// length is more than allowed.
    /// </summary>
    public static bool TryReadNumber(ReadOnlySpan<byte> bytes, int longest, bool keepMarker, out ulong number, out int length)
    {
        (number, length) = (0, 0);
        if (bytes.IsEmpty || bytes[0] == 0)
        {
            return false;
        }

        length = SizeLength(bytes[0]);
        if (length > longest || length > bytes.Length)
        {
            return false;
        }

        number = keepMarker ? bytes[0] : (ulong)(bytes[0] & (0xFF >> length));
        foreach (var following in bytes[1..length])
        {
            number = (number << 8) | following;
        }

        return true;
    }

    /// <summary>Whether the bytes, too few for the header of an element, could be the beginning of one.</summary>
    public static bool IsHeaderBeginning(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return true;
        }

        if (bytes[0] < 0x10)
        {
            return false;
        }

        TryReadNumber(bytes, 4, keepMarker: true, out _, out var idLength);
        return idLength >= bytes.Length || (bytes[idLength] != 0 && idLength + SizeLength(bytes[idLength]) > bytes.Length);
    }

    /// <summary>Makes the window hold the whole content; one that is longer than its meaning allows is malformed.</summary>
    public ValueTask EnsureAllAsync(ByteWindow window, int longest, CancellationToken cancellationToken) =>
        ContentLength <= longest
            ? window.EnsureAsync(Content, (int)ContentLength, cancellationToken)
            : throw window.Malformed("an element is too long for its type");

    public ReadOnlySpan<byte> All(ByteWindow window) => window.Read(Content, (int)ContentLength);

    private static int SizeLength(byte first) => BitOperations.LeadingZeroCount((uint)first) - 23;
}
