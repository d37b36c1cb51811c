namespace Unified.Media;

/// <summary>An entry of a directory.</summary>
/// <param name="Tag">The tag of the field.</param>
/// <param name="Type">The type of the values.</param>
/// <param name="Count">The number of values.</param>
/// <param name="ValuesStart">The offset of the values. They are inside the entry if they fit into it.</param>
/// <param name="FirstValue">The first value, if the values are unsigned integers inside the entry; otherwise null.</param>
internal readonly record struct TiffEntry(ushort Tag, ushort Type, long Count, long ValuesStart, long? FirstValue)
{
    public const ushort Width = 256;
    public const ushort Height = 257;
    public const ushort StripOffsets = 273;
    public const ushort Orientation = 274;
    public const ushort StripLengths = 279;
    public const ushort TileOffsets = 324;
    public const ushort TileLengths = 325;
    public const ushort SubDirectories = 330;
    public const ushort ThumbnailOffset = 513;
    public const ushort ThumbnailLength = 514;
    public const ushort ExifDirectory = 34665;
    public const ushort LocationDirectory = 34853;
    public const ushort InteroperabilityDirectory = 40965;

    /// <summary>The number of bytes per value; 0 for an unknown type. Readers skip entries of unknown types.</summary>
    public int ValueLength => Type switch
    {
        1 or 2 or 6 or 7 => 1,
        3 or 8 => 2,
        4 or 9 or 11 or 13 => 4,
        5 or 10 or 12 or 16 or 17 or 18 => 8,
        _ => 0,
    };

    /// <summary>The offset after the last value; <see cref="long.MaxValue"/> on overflow.</summary>
    public long ValuesEnd => (long)Int128.Min(ValuesStart + ((Int128)Count * ValueLength), long.MaxValue);

    public bool IsUnsigned => Type is 1 or 3 or 4 or 13 or 16 or 18;

    public static TiffEntry Read(TiffLayout layout, ReadOnlySpan<byte> bytes, long offset)
    {
        var field = bytes[^layout.OffsetLength..];
        var inlineStart = offset + layout.EntryLength - layout.OffsetLength;
        var entry = new TiffEntry(layout.ReadUInt16(bytes), layout.ReadUInt16(bytes[2..]), layout.ReadOffset(bytes[4..]), inlineStart, null);
        return (Int128)entry.Count * entry.ValueLength > layout.OffsetLength
            ? entry with { ValuesStart = layout.ReadOffset(field) }
            : entry with { FirstValue = entry.Count > 0 && entry.IsUnsigned ? entry.ReadValue(layout, field) : null };
    }

    /// <summary>Reads an unsigned value.</summary>
    public long ReadValue(TiffLayout layout, ReadOnlySpan<byte> bytes) => ValueLength switch
    {
        1 => bytes[0],
        2 => layout.ReadUInt16(bytes),
        4 => layout.ReadUInt32(bytes),
        _ => (long)Math.Min(layout.ReadUInt64(bytes), long.MaxValue),
    };
}
