using System.Buffers.Binary;

namespace Unified.Media;

/// <summary>The lengths of the numbers in an item location box, which vary between files.</summary>
internal readonly record struct HeifItemLocationLayout
{
    /// <summary>Offsets are relative to the start of the file.</summary>
    public const int InFile = 0;

    /// <summary>Offsets are relative to the start of the item data box.</summary>
    public const int InItemData = 1;

    private const int External = -1;

    private int Version { get; init; }

    private int OffsetLength { get; init; }

    private int LengthLength { get; init; }

    private int BaseLength { get; init; }

    private int IndexLength { get; init; }

    /// <summary>The offset of the first item in the content of the box.</summary>
    public int FirstItemOffset => 6 + IdLength;

    /// <summary>The length of an item without its extents.</summary>
    public int ItemLength => IdLength + SourceLength + 2 + BaseLength + 2;

    public int ExtentLength => IndexLength + OffsetLength + LengthLength;

    private int IdLength => Version == 2 ? 4 : 2;

    private int SourceLength => Version == 0 ? 0 : 2;

    public static bool TryRead(ReadOnlySpan<byte> content, out HeifItemLocationLayout layout)
    {
        layout = new HeifItemLocationLayout
        {
            Version = content[0],
            OffsetLength = content[4] >> 4,
            LengthLength = content[4] & 0xF,
            BaseLength = content[5] >> 4,
            IndexLength = content[0] == 0 ? 0 : content[5] & 0xF,
        };
        return layout.Version <= 2 && layout is
        {
            OffsetLength: 0 or 4 or 8, LengthLength: 0 or 4 or 8, BaseLength: 0 or 4 or 8, IndexLength: 0 or 4 or 8,
        };
    }

    public uint ReadCount(ReadOnlySpan<byte> content) => (uint)BigEndian.ReadUnsigned(content.Slice(6, IdLength));

    public (uint Id, int Source, ulong Origin, int Extents) ReadItem(ReadOnlySpan<byte> item)
    {
        var source = Version == 0 ? InFile : item[IdLength + 1] & 0xF;
        var rest = item[(IdLength + SourceLength)..];
        var isExternal = BinaryPrimitives.ReadUInt16BigEndian(rest) != 0;
        return (
            (uint)BigEndian.ReadUnsigned(item[..IdLength]),
            isExternal ? External : source,
            BigEndian.ReadUnsigned(rest.Slice(2, BaseLength)),
            BinaryPrimitives.ReadUInt16BigEndian(rest[(2 + BaseLength)..]));
    }

    public (ulong Offset, ulong Length) ReadExtent(ReadOnlySpan<byte> extent) => (
        BigEndian.ReadUnsigned(extent.Slice(IndexLength, OffsetLength)),
        BigEndian.ReadUnsigned(extent.Slice(IndexLength + OffsetLength, LengthLength)));
}
