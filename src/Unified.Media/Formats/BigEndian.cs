namespace Unified.Media;

/// <summary>Reads big-endian numbers of variable length.</summary>
internal static class BigEndian
{
    /// <summary>Reads an unsigned number of up to eight bytes. Returns 0 for an empty span.</summary>
    public static ulong ReadUnsigned(ReadOnlySpan<byte> bytes)
    {
        var number = 0ul;
        foreach (var value in bytes)
        {
            number = (number << 8) | value;
        }

        return number;
    }
}
