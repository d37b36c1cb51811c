namespace Unified.Media.Tests;

public sealed class WebPStrippingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Stripped_webp_keeps_only_pixels_profile_and_orientation(int orientation)
    {
        var bytes = WebPSample.Photo(40, 30, orientation);
        byte[][] exif = orientation == 1 ? [] : [WebPSample.Chunk("EXIF", ExifSample.Block(orientation, hasLocation: false))];
        var expected = WebPSample.File(
            [WebPSample.Extended((byte)(orientation == 1 ? 0x20 : 0x28), 40, 30), WebPSample.Profile, WebPSample.Lossy(40, 30), .. exif]);

        var scan = await ContentInMemory.ScanAsync(bytes, stripMetadata: true);

        Assert.Equal(["application", "exif", "location", "xmp"], scan.Removed);
        Assert.Equal(expected, await ContentInMemory.StoreAsync(bytes, scan));
    }

    [Fact]
    public async Task Stripped_webp_clears_flags_of_missing_metadata()
    {
        var bytes = WebPSample.File(WebPSample.Extended(0x0C, 4, 4), WebPSample.Lossless(4, 4));

        Assert.Equal(WebPSample.File(WebPSample.Extended(0, 4, 4), WebPSample.Lossless(4, 4)), await ContentInMemory.StripAsync(bytes));
    }

    [Fact]
    public async Task Stripped_simple_webp_keeps_only_the_picture()
    {
        var bytes = WebPSample.File(WebPSample.Lossy(4, 4), WebPSample.Chunk("EXIF", ExifSample.Block(6)));

        var scan = await ContentInMemory.ScanAsync(bytes, stripMetadata: true);

        Assert.Equal(["exif", "location"], scan.Removed);
        Assert.Equal(WebPSample.File(WebPSample.Lossy(4, 4)), await ContentInMemory.StoreAsync(bytes, scan));
        Assert.Equal((4, 4, 0), (scan.Properties.Width, scan.Properties.Height, scan.Properties.Rotation));
    }
}
