using static Unified.Media.Tests.BoxSample;

namespace Unified.Media.Tests;

/// <summary>A generated HEIC picture with one coded item, its properties, and metadata in the file or in the item data box.</summary>
internal sealed record PictureSample
{
    public string[] Brands { get; init; } = ["heic", "mif1"];

    public (long Width, long Height) Size { get; init; } = (400, 300);

    /// <summary>Boxes among the properties of the primary item, after its size.</summary>
    public byte[][] Properties { get; init; } = [];

    /// <summary>True for property numbers of 16 bits, which numbers above 127 require.</summary>
    public bool HasLongNumbers { get; init; }

    /// <summary>An item of type <c>Exif</c> in the item data box.</summary>
    public byte[] Exif { get; init; } = [];

    /// <summary>A wrong offset of the extent of the picture; null for the correct one.</summary>
    public ulong? ExtentOffset { get; init; }

    public ulong? ExtentLength { get; init; }

    /// <summary>The offset of the EXIF extent in the item data box.</summary>
    public ulong ExifOffset { get; init; }

    public byte[] InMeta { get; init; } = [];

    public byte[] Build()
    {
        var ftyp = Ftyp(Brands[0], Brands);
        var meta = Meta(0);
        return Join(ftyp, Meta((ulong)(ftyp.Length + meta.Length + 8)), Box("mdat", new byte[32]));
    }

    private byte[] Meta(ulong data)
    {
        var picture = Join(U16(1), U16(0), U16(0), U16(1), U64(ExtentOffset ?? data), U64(ExtentLength ?? 32));
        var exif = Join(U16(2), U16(1), U16(0), U16(1), U64(ExifOffset), U64((ulong)Exif.Length));
        return Full(
            "meta", 0, Full("hdlr", 0, U32(0), Text("pict"), new byte[13]), Full("pitm", 0, U16(1)),
            Full("iloc", 1, [0x88, 0x00], U16(Exif.Length > 0 ? 2 : 1), picture, Exif.Length > 0 ? exif : []),
            Full("iinf", 0, U16(2), Full("infe", 2, U16(1), U16(0), Text("hvc1\0")), Full("infe", 2, U16(2), U16(0), Text("Exif\0"))),
            Box("iprp", PropertyContainer(), Associations()),
            Exif.Length > 0 ? Box("idat", Exif) : [],
            InMeta);
    }

    private byte[] PropertyContainer() => Box(
        "ipco",
        [
            Full("ispe", 0, U32(9), U32(9)), Full("ispe", 0, U32(Size.Width), U32(Size.Height)), .. Properties,
        ]);

    private byte[] Associations()
    {
        var numbers = Enumerable.Range(2, 1 + Properties.Length).ToArray();
        byte[] entry = HasLongNumbers
            ? Join([(byte)numbers.Length], Join([.. numbers.Select(number => U16(number | 0x8000))]))
            : Join([(byte)numbers.Length], [.. numbers.Select(number => (byte)(number | 0x80))]);
        var other = HasLongNumbers ? Join(U16(7), [1], U16(1)) : Join(U16(7), [1, 1]);
        return Box("ipma", [0, 0, 0, (byte)(HasLongNumbers ? 1 : 0)], U32(2), other, U16(1), entry);
    }
}
