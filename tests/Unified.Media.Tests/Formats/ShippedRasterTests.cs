namespace Unified.Media.Tests;

public sealed class ShippedRasterTests
{
    private static readonly byte[] Latitude = [0, 0, 0, 57, 0, 0, 0, 1, 0, 0, 0, 42];

    public static TheoryData<string> Names => ShippedMedia.RasterNames;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Header_and_scan_return_the_true_facts(string name)
    {
        var expected = ShippedMedia.Find(name);
        var content = ShippedMedia.Read(name);

        var properties = await ContentInMemory.InspectAsync(content);
        var scanned = (await ContentInMemory.ScanAsync(content)).Properties;

        Assert.Equal(expected.ContentType, properties.Format.ContentType);
        Assert.Equal((expected.Width, expected.Height, expected.Rotation), (properties.Width, properties.Height, properties.Rotation));
        Assert.True(properties.Frames is null || properties.Frames == expected.Frames);
        Assert.Equal(properties with { Frames = expected.Frames, Duration = expected.Duration }, scanned);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Stripped_content_has_the_same_facts_and_no_metadata(string name)
    {
        var content = ShippedMedia.Read(name);
        var first = await ContentInMemory.ScanAsync(content, stripMetadata: true);

        var again = await ContentInMemory.ScanAsync(await ContentInMemory.StoreAsync(content, first), stripMetadata: true);

        Assert.Equal(first.Properties, again.Properties);
        Assert.False(again.ChangesContent);
    }

    [Fact]
    public async Task Stripped_photo_loses_its_location_and_keeps_colour_and_orientation()
    {
        var content = ShippedMedia.Read("harbour.jpg");
        var pixels = content.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xDB]);

        var scan = await ContentInMemory.ScanAsync(content, stripMetadata: true);
        var stored = await ContentInMemory.StoreAsync(content, scan);

        Assert.Equal(["comment", "exif", "location", "xmp"], scan.Removed);
        Assert.Equal(90, scan.Properties.Rotation);
        Assert.Equal(-1, stored.AsSpan().IndexOf("Boats at rest"u8));
        Assert.Equal(-1, stored.AsSpan().IndexOf("Gothenburg"u8));
        Assert.Equal(-1, stored.AsSpan().IndexOf(Latitude));
        Assert.True(content.AsSpan().IndexOf(Latitude) > 0);
        Assert.True(stored.AsSpan().IndexOf("ICC_PROFILE"u8) > 0);
        Assert.Equal(content[pixels..], stored[^(content.Length - pixels)..]);
    }
}
