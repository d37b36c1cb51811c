namespace Unified.Media.Tests;

public sealed class PngStrippingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public async Task Stripped_png_keeps_only_pixels_profile_and_orientation(int orientation)
    {
        var bytes = PngSample.Photo(40, 30, orientation);
        byte[][] exif = orientation == 1 ? [] : [PngSample.Chunk("eXIf", ExifSample.Block(orientation, hasLocation: false))];
        var expected = PngSample.File(
            40,
            30,
            [PngSample.Profile, PngSample.Chunk("pHYs", ByteOrder.Noise(9, 3)), .. exif, PngSample.Chunk("PLTE", ByteOrder.Noise(12, 4))]);

        var scan = await ContentInMemory.ScanAsync(bytes, stripMetadata: true);

        Assert.Equal(["application", "exif", "iptc", "location", "text", "time", "xmp"], scan.Removed);
        Assert.Equal(expected, await ContentInMemory.StoreAsync(bytes, scan));
    }
}
