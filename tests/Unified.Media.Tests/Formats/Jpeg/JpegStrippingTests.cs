namespace Unified.Media.Tests;

public sealed class JpegStrippingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(6)]
    [InlineData(8)]
    public async Task Stripped_jpeg_keeps_only_pixels_profile_and_orientation(int orientation)
    {
        var bytes = JpegSample.Photo(40, 30, orientation);
        byte[][] segments = orientation == 1 ? [] : [JpegSample.Exif(ExifSample.Block(orientation, hasLocation: false))];
        var expected = JpegSample.Progressive(
            40, 30, [JpegSample.Jfif, .. segments, JpegSample.Segment(0xE2, JpegSample.Profile), JpegSample.Adobe]);

        var scan = await ContentInMemory.ScanAsync(bytes, stripMetadata: true);
        var stored = await ContentInMemory.StoreAsync(bytes, scan);

        Assert.Equal(["application", "comment", "exif", "gain_map", "iptc", "location", "xmp"], scan.Removed);
        Assert.Equal(expected, stored);
        Assert.Equal(scan.Length, stored.Length);
        Assert.Equal(-1, stored.AsSpan().IndexOf(ExifSample.Secret));
    }

    [Fact]
    public async Task Stripped_jpeg_loses_jfif_thumbnails()
    {
        var large = JpegSample.Segment(0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 2, 2, .. ExifSample.Secret[..12]]);
        var extension = JpegSample.Segment(0xE0, [.. "JFXX\0"u8, 0x10, .. ExifSample.Secret]);
        var bytes = JpegSample.Baseline(4, 4, large, extension);

        var scan = await ContentInMemory.ScanAsync(bytes, stripMetadata: true);

        Assert.Equal(["thumbnail"], scan.Removed);
        Assert.Equal(JpegSample.Baseline(4, 4, JpegSample.Jfif), await ContentInMemory.StoreAsync(bytes, scan));
    }
}
