using System.Numerics;

namespace Unified.Media;

/// <summary>
/// The identifier and position of an EBML element. An element of unknown size extends to the end of its parent.
/// </summary>
internal readonly record struct EbmlElement(uint Id, long Offset, long ContentStart, long End, bool HasUnknownSize)
{
    public long ContentLength => End - ContentStart;

    /// <summary>
    /// Reads a variable-length number. The number of leading zero bits determines its length; the first 1 bit is the length marker, which identifiers
    /// include and sizes omit. Returns false when there are too few bytes or the number is longer than <paramref name="maxLength"/>.
    /// </summary>
    public static bool TryReadNumber(ReadOnlySpan<byte> bytes, int maxLength, bool keepLengthMarker, out ulong number, out int length)
    {
        (number, length) = (0, 0);
        if (bytes.IsEmpty || bytes[0] == 0)
        {
            return false;
        }

        length = SizeLength(bytes[0]);
        if (length > maxLength || length > bytes.Length)
        {
            return false;
        }

        number = keepLengthMarker ? bytes[0] : (ulong)(bytes[0] & (0xFF >> length));
        foreach (var value in bytes[1..length])
        {
            number = (number << 8) | value;
        }

        return true;
    }

    /// <summary>Returns true when the bytes can be the start of a truncated element header.</summary>
    public static bool CanBeHeaderStart(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return true;
        }

        if (bytes[0] < 0x10)
        {
            return false;
        }

        TryReadNumber(bytes, 4, keepLengthMarker: true, out _, out var idLength);
        return idLength >= bytes.Length || (bytes[idLength] != 0 && idLength + SizeLength(bytes[idLength]) > bytes.Length);
    }

    /// <summary>Loads the whole content. Throws <c>malformed</c> when it is longer than <paramref name="maxLength"/>.</summary>
    public ValueTask EnsureContentLoadedAsync(ByteWindow window, int maxLength, CancellationToken cancellationToken) =>
        ContentLength <= maxLength
            ? window.EnsureLoadedAsync(ContentStart, (int)ContentLength, cancellationToken)
            : throw window.MalformedException("an element is too long for its type");

    public ReadOnlySpan<byte> ReadContent(ByteWindow window) => window.Read(ContentStart, (int)ContentLength);

    private static int SizeLength(byte first) => BitOperations.LeadingZeroCount((uint)first) - 23;
}
