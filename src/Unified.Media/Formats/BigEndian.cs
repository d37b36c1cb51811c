namespace Unified.Media;

/// <summary>Reads big-endian numbers of variable length.</summary>
internal static class BigEndian
{
    /// <summary>Reads an unsigned number of up to eight bytes. An empty span is 0.</summary>
    public static ulong ReadUnsigned(ReadOnlySpan<byte> bytes)
    {
        var number = 0ul;
        foreach (var following in bytes)
        {
            number = (number << 8) | following;
        }

        return number;
    }
}
