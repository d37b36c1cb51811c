using System.Buffers.Binary;

namespace Unified.Media;

/// <summary>The sizes, in bytes, of the fields of an item location box. They differ between files.</summary>
internal readonly record struct HeifItemLocationLayout
{
    /// <summary>The construction method of items whose offsets are relative to the start of the file.</summary>
    public const int InFile = 0;

    /// <summary>The construction method of items whose offsets are relative to the start of the item data box.</summary>
    public const int InItemData = 1;

    private const int External = -1;

    private int Version { get; init; }

    private int OffsetSize { get; init; }

    private int LengthSize { get; init; }

    private int BaseOffsetSize { get; init; }

    private int IndexSize { get; init; }

    /// <summary>The offset of the first item in the content of the box.</summary>
    public int FirstItemOffset => 6 + IdSize;

    /// <summary>The length of an item without its extents.</summary>
    public int ItemLength => IdSize + ConstructionMethodSize + 2 + BaseOffsetSize + 2;

    public int ExtentLength => IndexSize + OffsetSize + LengthSize;

    private int IdSize => Version == 2 ? 4 : 2;

    private int ConstructionMethodSize => Version == 0 ? 0 : 2;

    public static bool TryRead(ReadOnlySpan<byte> content, out HeifItemLocationLayout layout)
    {
        layout = new HeifItemLocationLayout
        {
            Version = content[0],
            OffsetSize = content[4] >> 4,
            LengthSize = content[4] & 0xF,
            BaseOffsetSize = content[5] >> 4,
            IndexSize = content[0] == 0 ? 0 : content[5] & 0xF,
        };
        return layout.Version <= 2 && layout is
        {
            OffsetSize: 0 or 4 or 8, LengthSize: 0 or 4 or 8, BaseOffsetSize: 0 or 4 or 8, IndexSize: 0 or 4 or 8,
        };
    }

    public uint ReadCount(ReadOnlySpan<byte> content) => (uint)BigEndian.ReadUnsigned(content.Slice(6, IdSize));

    public (uint Id, int ConstructionMethod, ulong BaseOffset, int ExtentCount) ReadItem(ReadOnlySpan<byte> item)
    {
        var constructionMethod = Version == 0 ? InFile : item[IdSize + 1] & 0xF;
        var fields = item[(IdSize + ConstructionMethodSize)..];
        var isExternal = BinaryPrimitives.ReadUInt16BigEndian(fields) != 0;
        return (
            (uint)BigEndian.ReadUnsigned(item[..IdSize]),
            isExternal ? External : constructionMethod,
            BigEndian.ReadUnsigned(fields.Slice(2, BaseOffsetSize)),
            BinaryPrimitives.ReadUInt16BigEndian(fields[(2 + BaseOffsetSize)..]));
    }

    public (ulong Offset, ulong Length) ReadExtent(ReadOnlySpan<byte> extent) => (
        BigEndian.ReadUnsigned(extent.Slice(IndexSize, OffsetSize)),
        BigEndian.ReadUnsigned(extent.Slice(IndexSize + OffsetSize, LengthSize)));
}
