using static Unified.Media.Tests.BoxSample;

namespace Unified.Media.Tests;

public sealed class PictureBoxTests
{
    [Theory]
    [InlineData(0, 0, 400, 300)]
    [InlineData(1, 270, 300, 400)]
    [InlineData(2, 180, 400, 300)]
    [InlineData(3, 90, 300, 400)]
    public async Task Heif_rotation_is_anticlockwise(byte turns, int rotation, int width, int height)
    {
        var picture = new PictureSample { Properties = [Box("irot", [turns]), Box("imir", [1])] }.Build();

        var properties = await ContentInMemory.InspectAsync(picture);

        Assert.Equal((rotation, width, height, 1), (properties.Rotation, properties.Width, properties.Height, properties.Frames));
    }

    [Fact]
    public async Task Properties_of_other_items_are_ignored()
    {
        var picture = new PictureSample { HasLongNumbers = true }.Build();

        var properties = await ContentInMemory.InspectAsync(picture);

        Assert.Equal((400, 300), (properties.Width, properties.Height));
    }

    [Theory]
    [InlineData(256, 1, 256)]
    [InlineData(513, 2, 256)]
    [InlineData(900, 1, 400)]
    [InlineData(256, 0, 400)]
    [InlineData(0, 1, 400)]
    public async Task Clean_aperture_crops_the_picture(uint numerator, uint denominator, int width)
    {
        var aperture = Box("clap", U32(numerator), U32(denominator), U32(200), U32(1), U64(1), U64(1));

        var properties = await ContentInMemory.InspectAsync(new PictureSample { Properties = [aperture] }.Build());

        Assert.Equal((width, 200), (properties.Width, properties.Height));
    }

    /// <summary>An item with the maximum number of extents, all empty.</summary>
    private static byte[] Crowded => Join(U16(1), U16(0), U16(65535));

    private static byte[] ManyExtents => Full("iloc", 0, [0, 0], U16(2), Crowded, Crowded);

    public static TheoryData<string, byte[], string> WrongValues => new()
    {
        { "no width", new PictureSample { Size = (0, 300) }.Build(), RejectionCode.Malformed },
        { "no height", new PictureSample { Size = (400, 0) }.Build(), RejectionCode.Malformed },
        { "negative width", new PictureSample { Size = (uint.MaxValue, 300) }.Build(), RejectionCode.Malformed },
        { "short size", new PictureSample { Properties = [Full("ispe", 0, U32(1))] }.Build(), RejectionCode.Malformed },
        { "nested without end", new PictureSample { InMeta = Nested("iprp", 10_000) }.Build(), RejectionCode.Malformed },
        { "crowd", new PictureSample { InMeta = Join([.. Enumerable.Repeat(Box("free"), 10_001)]) }.Build(), RejectionCode.Malformed },
        { "no size", Join(Ftyp("heic"), Full("meta", 0, Full("pitm", 0, U16(1))), Box("mdat")), RejectionCode.Malformed },
        { "picture beyond the end", new PictureSample { ExtentOffset = 100_000 }.Build(), RejectionCode.Truncated },
        { "picture longer than the file", new PictureSample { ExtentLength = 100_000 }.Build(), RejectionCode.Truncated },
        { "picture at the end of the world", new PictureSample { ExtentOffset = ulong.MaxValue }.Build(), RejectionCode.Truncated },
        { "picture as long as the world", new PictureSample { ExtentLength = ulong.MaxValue }.Build(), RejectionCode.Truncated },
        { "item data beyond its box", new PictureSample { Exif = new byte[30], ExifOffset = 1 }.Build(), RejectionCode.Malformed },
        { "item data far beyond", new PictureSample { Exif = new byte[30], ExifOffset = ulong.MaxValue }.Build(), RejectionCode.Malformed },
        { "unknown locations", new PictureSample { InMeta = Full("iloc", 3, new byte[20]) }.Build(), RejectionCode.Malformed },
        { "odd locations", new PictureSample { InMeta = Full("iloc", 0, [0x33, 0], new byte[20]) }.Build(), RejectionCode.Malformed },
        { "absent locations", new PictureSample { InMeta = Full("iloc", 0, [0x44, 0], U16(9)) }.Build(), RejectionCode.Malformed },
        { "many extents", new PictureSample { InMeta = ManyExtents }.Build(), RejectionCode.Malformed },
        { "sequence without a track", new PictureSample { Brands = ["hevc", "heic"] }.Build(), RejectionCode.Truncated },
        { "only brands", Ftyp("avif"), RejectionCode.Truncated },
    };

    [Theory]
    [MemberData(nameof(WrongValues))]
    public async Task Wrong_values_are_rejected(string lie, byte[] content, string expected) =>
        Assert.Equal((lie, expected), (lie, await ContentInMemory.ScanOutcomeAsync(content, stripMetadata: true)));

    [Fact]
    public async Task Sequence_without_a_still_picture_has_the_size_of_its_track()
    {
        var sequence = new MovieSample { Major = "msf1", Handler = "pict", Shown = (64, 48) }.Build();

        var properties = await ContentInMemory.InspectAsync(sequence);

        Assert.Equal(("image/heif", 64, 48, 5), (properties.Format.ContentType, properties.Width, properties.Height, properties.Frames));
        Assert.Equal(TimeSpan.FromSeconds(2.5), properties.Duration);
    }
}
