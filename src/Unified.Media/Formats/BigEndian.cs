namespace Unified.Media;

/// <summary>Big-endian numbers whose length differs from file to file.</summary>
internal static class BigEndian
{
    /// <summary>Reads an unsigned number of up to eight bytes; no bytes are 0.</summary>
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
