namespace Unified.Media.Tests;

public sealed class StrippingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(6)]
    [InlineData(8)]
    public async Task A_jpeg_keeps_pixels_profile_and_orientation_and_nothing_else(int orientation)
    {
        var bytes = JpegSample.Photo(40, 30, orientation);
        byte[][] segments = orientation == 1 ? [] : [JpegSample.Exif(ExifSample.Block(orientation, hasLocation: false))];
        var expected = JpegSample.Progressive(
            40, 30, [JpegSample.Jfif, .. segments, JpegSample.Segment(0xE2, JpegSample.Profile), JpegSample.Adobe]);

        var scan = await ContentInMemory.ScanAsync(bytes, strip: true);
        var stored = await ContentInMemory.StoreAsync(bytes, scan);

        Assert.Equal(["application", "comment", "exif", "gain_map", "iptc", "location", "xmp"], scan.Removed);
        Assert.Equal(expected, stored);
        Assert.Equal(scan.Length, stored.Length);
        Assert.Equal(-1, stored.AsSpan().IndexOf(ExifSample.Secret));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public async Task A_png_keeps_pixels_profile_and_orientation_and_nothing_else(int orientation)
    {
        var bytes = PngSample.Photo(40, 30, orientation);
        byte[][] exif = orientation == 1 ? [] : [PngSample.Chunk("eXIf", ExifSample.Block(orientation, hasLocation: false))];
        var expected = PngSample.File(
            40,
            30,
            [PngSample.Profile, PngSample.Chunk("pHYs", ByteOrder.Noise(9, 3)), .. exif, PngSample.Chunk("PLTE", ByteOrder.Noise(12, 4))]);

        var scan = await ContentInMemory.ScanAsync(bytes, strip: true);

        Assert.Equal(["application", "exif", "iptc", "location", "text", "time", "xmp"], scan.Removed);
        Assert.Equal(expected, await ContentInMemory.StoreAsync(bytes, scan));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_webp_keeps_pixels_profile_and_orientation_and_nothing_else(int orientation)
    {
        var bytes = WebPSample.Photo(40, 30, orientation);
        byte[][] exif = orientation == 1 ? [] : [WebPSample.Chunk("EXIF", ExifSample.Block(orientation, hasLocation: false))];
        var expected = WebPSample.File(
            [WebPSample.Extended((byte)(orientation == 1 ? 0x20 : 0x28), 40, 30), WebPSample.Profile, WebPSample.Lossy(40, 30), .. exif]);

        var scan = await ContentInMemory.ScanAsync(bytes, strip: true);

        Assert.Equal(["application", "exif", "location", "xmp"], scan.Removed);
        Assert.Equal(expected, await ContentInMemory.StoreAsync(bytes, scan));
    }

    [Fact]
    public async Task A_webp_loses_flags_that_announce_metadata_it_does_not_have()
    {
        var bytes = WebPSample.File(WebPSample.Extended(0x0C, 4, 4), WebPSample.Lossless(4, 4));

        Assert.Equal(WebPSample.File(WebPSample.Extended(0, 4, 4), WebPSample.Lossless(4, 4)), await ContentInMemory.StripAsync(bytes));
    }

    [Fact]
    public async Task A_simple_webp_keeps_only_its_picture()
    {
        var bytes = WebPSample.File(WebPSample.Lossy(4, 4), WebPSample.Chunk("EXIF", ExifSample.Block(6)));

        var scan = await ContentInMemory.ScanAsync(bytes, strip: true);

        Assert.Equal(["exif", "location"], scan.Removed);
        Assert.Equal(WebPSample.File(WebPSample.Lossy(4, 4)), await ContentInMemory.StoreAsync(bytes, scan));
        Assert.Equal((4, 4, 0), (scan.Facts.Width, scan.Facts.Height, scan.Facts.Rotation));
    }

    [Fact]
    public async Task A_jpeg_loses_the_thumbnails_of_its_jfif_segments()
    {
        var large = JpegSample.Segment(0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 2, 2, .. ExifSample.Secret[..12]]);
        var extension = JpegSample.Segment(0xE0, [.. "JFXX\0"u8, 0x10, .. ExifSample.Secret]);
        var bytes = JpegSample.Baseline(4, 4, large, extension);

        var scan = await ContentInMemory.ScanAsync(bytes, strip: true);

        Assert.Equal(["thumbnail"], scan.Removed);
        Assert.Equal(JpegSample.Baseline(4, 4, JpegSample.Jfif), await ContentInMemory.StoreAsync(bytes, scan));
    }

    [Fact]
    public async Task The_first_of_two_exif_blocks_counts()
    {
        byte[][] segments = [JpegSample.Exif(ExifSample.Block(1)), JpegSample.Exif(ExifSample.Block(6))];
        byte[][] chunks = [PngSample.Chunk("eXIf", ExifSample.Block(1)), PngSample.Chunk("eXIf", ExifSample.Block(6))];

        foreach (var (bytes, expected) in new[]
        {
            (JpegSample.Baseline(40, 30, segments), JpegSample.Baseline(40, 30)),
            (PngSample.File(40, 30, chunks), PngSample.File(40, 30)),
        })
        {
            var scan = await ContentInMemory.ScanAsync(bytes, strip: true);

            Assert.Equal((40, 0), (scan.Facts.Width, scan.Facts.Rotation));
            Assert.Equal(expected, await ContentInMemory.StoreAsync(bytes, scan));
        }
    }

    [Theory]
    [MemberData(nameof(ImageSample.Names), MemberType = typeof(ImageSample))]
    public async Task Stripping_twice_changes_nothing_more(string name)
    {
        byte[] bytes = [.. ImageSample.Named(name).Bytes, 0, 0, 0];

        var scan = await ContentInMemory.ScanAsync(bytes, strip: true);
        var stored = await ContentInMemory.StoreAsync(bytes, scan);
        var again = await ContentInMemory.ScanAsync(stored, strip: true);

        Assert.Equal(scan.Facts, again.Facts);
        Assert.Equal([ContentPiece.Source(0, stored.Length)], again.Pieces);
        Assert.Equal((0, 0, false), (again.TrailingBytes, again.Removed.Count, again.ChangesContent));
    }

    [Theory]
    [InlineData("gif animated")]
    [InlineData("tiff big-endian")]
    [InlineData("bmp compressed")]
    public async Task Formats_that_are_not_rewritten_stay_whole(string name)
    {
        var bytes = ImageSample.Named(name).Bytes;

        Assert.Equal(bytes, await ContentInMemory.StripAsync(bytes));
    }
}
