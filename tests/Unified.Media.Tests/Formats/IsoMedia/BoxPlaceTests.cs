using System.Text;
using static Unified.Media.Tests.BoxSample;

namespace Unified.Media.Tests;

public sealed class BoxPlaceTests
{
    private const string Place = "+12.3456-098.7654/";

    private static readonly byte[] XmpId = Convert.FromHexString("BE7ACFCB97A942E89C71999491E3AFAC");

    public static TheoryData<string, byte[], string> Places => new()
    {
        { "movie text", new MovieSample { InMoov = Box("udta", Box("\u00A9xyz", U16(18), U16(0), Text(Place))) }.Build(), "location" },
        { "track text", new MovieSample { InTrack = Box("udta", Box("\u00A9xyz", U16(18), U16(0), Text(Place))) }.Build(), "location" },
        { "3GPP", new MovieSample { InMoov = Box("udta", Full("loci", 0, Text(Place))) }.Build(), "location" },
        { "index of positions", new MovieSample { InMoov = Box("gps ", Text(Place)) }.Build(), "location" },
        { "iTunes tag", new MovieSample { InMoov = Full("meta", 0, Box("ilst", Box("\u00A9xyz", Value(Place)))) }.Build(), "location" },
        { "QuickTime key", new MovieSample { Major = "qt  ", InMoov = Keys("com.apple.quicktime.location.ISO6709") }.Build(), "location" },
        { "key of a track", new MovieSample { InTrack = Keys("com.apple.quicktime.location.ISO6709") }.Build(), "location" },
        { "key in an ISO box", new MovieSample { InMoov = Keys("location-eng", isFull: true) }.Build(), "location" },
        { "XMP box", new MovieSample { InMoov = Box("udta", Box("XMP_", Text("<x:xmpmeta>" + Place))) }.Build(), "xmp" },
        { "XMP at the top", new MovieSample { BeforeMoov = Box("uuid", XmpId, Text("<x:xmpmeta>" + Place)) }.Build(), "xmp" },
        { "XMP in the index", new MovieSample { InMoov = Box("uuid", XmpId, Text("<x:xmpmeta>" + Place)) }.Build(), "xmp" },
        { "Exif in the item data", new PictureSample { Exif = Text("\0\0\0\0MM\0*........" + Place) }.Build(), "exif" },
        {
            "movie in a picture",
            Join(new PictureSample().Build(), Box("mpvd", new MovieSample { InMoov = Box("udta", Full("loci", 0, Text(Place))) }.Build())),
            "location"
        },
        { "tag", Recording("LOCATION"), "location" },
        { "tag of a phone", Recording("com.apple.quicktime.location.ISO6709"), "location" },
        { "tag of a recording", Recording("RECORDING_LOCATION"), "location" },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Every_location_is_overwritten(string where, byte[] content, string removed)
    {
        var scan = await ContentInMemory.ScanAsync(content, stripMetadata: true);
        var stored = await ContentInMemory.StoreAsync(content, scan);
        var again = await ContentInMemory.ScanAsync(stored, stripMetadata: true);

        Assert.True(content.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Place)) > 0, where);
        Assert.Equal([removed], scan.Removed);
        Assert.Equal(content.Length, stored.Length);
        Assert.Equal(-1, stored.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Place)));
        Assert.Equal(scan.Properties, again.Properties);
        Assert.False(again.ChangesContent);
    }

    public static TheoryData<string, byte[]> OtherMetadata => new()
    {
        { "name", new MovieSample { InMoov = Box("udta", Box("\u00A9nam", U16(18), U16(0), Text(Place))) }.Build() },
        { "maker", new MovieSample { Major = "qt  ", InMoov = Keys("com.apple.quicktime.make") }.Build() },
        { "private box", new MovieSample { InMoov = Box("uuid", new byte[16], Text(Place)) }.Build() },
        { "title", Recording("TITLE") },
    };

    [Theory]
    [MemberData(nameof(OtherMetadata))]
    public async Task Other_metadata_of_movies_is_kept(string what, byte[] content)
    {
        var scan = await ContentInMemory.ScanAsync(content, stripMetadata: true);

        Assert.False(scan.ChangesContent, what);
        Assert.Empty(scan.Removed);
    }

    [Fact]
    public async Task Motion_photo_box_without_a_movie_is_kept()
    {
        var content = Join(new PictureSample().Build(), Box("mpvd", Text(Place)));

        var scan = await ContentInMemory.ScanAsync(content, stripMetadata: true);

        Assert.False(scan.ChangesContent);
        Assert.Equal(0, scan.TrailingBytes);
    }

    [Fact]
    public async Task Checksum_of_overwritten_tags_becomes_void()
    {
        var content = Recording("LOCATION");
        var checksum = content.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xBF, 1, 0, 0, 0, 0, 0, 0, 4]);

        var stored = await ContentInMemory.StoreAsync(content, await ContentInMemory.ScanAsync(content, stripMetadata: true));

        Assert.Equal(0xEC, stored[checksum]);
    }

    [Fact]
    public async Task Metadata_overlapping_the_index_is_rejected()
    {
        var picture = new PictureSample { InMeta = Full("iloc", 0, [0x44, 0], U16(1), U16(2), U16(0), U16(1), U32(0), U32(40)) }.Build();

        Assert.Equal(RejectionCode.Malformed, await ContentInMemory.ScanOutcomeAsync(picture, stripMetadata: true));
        Assert.Equal(ContentInMemory.Accepted, await ContentInMemory.ScanOutcomeAsync(picture, stripMetadata: false));
    }

    private static byte[] Recording(string tag) => Join(
        EbmlSample.Header(), EbmlSample.Segment(EbmlSample.Info(), EbmlSample.Tracks(), EbmlSample.Tags(tag, Place), EbmlSample.Cluster()));

    private static byte[] Value(string text) => Box("data", U32(1), U32(0), Text(text));

    private static byte[] Keys(string key, bool isFull = false)
    {
        byte[][] content =
        [
            isFull ? new byte[4] : [],
            Full("hdlr", 0, U32(0), Text("mdta"), new byte[13]),
            Full("keys", 0, U32(2), Lie("mdta", 12, Text("make")), Lie("mdta", key.Length + 8, Text(key))),
            Box("ilst", Box("\0\0\0\u0001", Value("Nobody")), Box("\0\0\0\u0002", Value(Place))),
        ];
        return Box("meta", content);
    }
}
