using static Unified.Media.Tests.BoxSample;

namespace Unified.Media.Tests;

/// <summary>A generated movie with brands, an index and sixteen bytes of media.</summary>
internal sealed record MovieSample
{
    public string Major { get; init; } = "isom";

    public string Handler { get; init; } = "vide";

    public string Codec { get; init; } = "avc1";

    /// <summary>Boxes after the fields of the sample entry.</summary>
    public byte[] CodecBoxes { get; init; } = [];

    public (int A, int B, int C, int D) Matrix { get; init; } = (0x10000, 0, 0, 0x10000);

    public (double Width, double Height) Shown { get; init; } = (320, 180);

    public (int Width, int Height) Coded { get; init; } = (640, 360);

    public byte Version { get; init; }

    public uint TimeScale { get; init; } = 1000;

    public ulong Duration { get; init; } = 2500;

    /// <summary>Boxes in the index, after the track.</summary>
    public byte[] InMoov { get; init; } = [];

    /// <summary>Boxes in the track, after its media.</summary>
    public byte[] InTrack { get; init; } = [];

    /// <summary>Boxes in the media of the track, before its handler.</summary>
    public byte[] InMedia { get; init; } = [];

    /// <summary>Boxes between the brands and the index.</summary>
    public byte[] BeforeMoov { get; init; } = [];

    public byte[] Mdat { get; init; } = Box("mdat", new byte[16]);

    public uint? ChunkOffset { get; init; }

    public byte[] Build()
    {
        var start = Join(Ftyp(Major, "mp41"), BeforeMoov);
        var moov = Moov(0);
        return Join(start, Moov(ChunkOffset ?? (uint)(start.Length + moov.Length + 8)), Mdat);
    }

    private byte[] Moov(uint chunk) => Box("moov", Header("mvhd", new byte[80]), Track(chunk), InMoov);

    private byte[] Header(string type, byte[] rest) => Version == 0
        ? Full(type, 0, U32(0), U32(0), U32(TimeScale), U32((uint)Duration), rest)
        : Full(type, 1, U64(0), U64(0), U32(TimeScale), U64(Duration), rest);

    private byte[] Track(uint chunk) => Box(
        "trak",
        TrackHeader(),
        Box(
            "mdia",
            InMedia,
            Header("mdhd", new byte[4]),
            Full("hdlr", 0, U32(0), Text(Handler), new byte[13]),
            Box("minf", Box(
                "stbl", Full("stsd", 0, U32(1), SampleEntry()), Full("stsz", 0, U32(0), U32(5)), Full("stco", 0, U32(1), U32(chunk))))),
        InTrack);

    private byte[] TrackHeader()
    {
        var times = Version == 0 ? Join(U32(0), U32(0), U32(1), U32(0), U32(0)) : Join(U64(0), U64(0), U32(1), U32(0), U64(0));
        return Full(
            "tkhd", Version, times, new byte[16],
            U32(Matrix.A), U32(Matrix.B), U32(0), U32(Matrix.C), U32(Matrix.D), U32(0), U32(0), U32(0), U32(0x40000000),
            U32((long)(Shown.Width * 65536)), U32((long)(Shown.Height * 65536)));
    }

    private byte[] SampleEntry() =>
        Box(Codec, new byte[6], U16(1), new byte[16], U16(Coded.Width), U16(Coded.Height), new byte[50], CodecBoxes);
}
