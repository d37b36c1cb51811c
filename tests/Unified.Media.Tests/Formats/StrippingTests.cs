namespace Unified.Media.Tests;

public sealed class StrippingTests
{
    [Fact]
    public async Task First_of_two_exif_blocks_applies()
    {
        byte[][] segments = [JpegSample.Exif(ExifSample.Block(1)), JpegSample.Exif(ExifSample.Block(6))];
        byte[][] chunks = [PngSample.Chunk("eXIf", ExifSample.Block(1)), PngSample.Chunk("eXIf", ExifSample.Block(6))];

        foreach (var (bytes, expected) in new[]
        {
            (JpegSample.Baseline(40, 30, segments), JpegSample.Baseline(40, 30)),
            (PngSample.File(40, 30, chunks), PngSample.File(40, 30)),
        })
        {
            var scan = await ContentInMemory.ScanAsync(bytes, stripMetadata: true);

            Assert.Equal((40, 0), (scan.Properties.Width, scan.Properties.Rotation));
            Assert.Equal(expected, await ContentInMemory.StoreAsync(bytes, scan));
        }
    }

    [Theory]
    [MemberData(nameof(ImageSample.Names), MemberType = typeof(ImageSample))]
    public async Task Stripping_twice_changes_nothing(string name)
    {
        byte[] bytes = [.. ImageSample.Named(name).Bytes, 0, 0, 0];

        var scan = await ContentInMemory.ScanAsync(bytes, stripMetadata: true);
        var stored = await ContentInMemory.StoreAsync(bytes, scan);
        var again = await ContentInMemory.ScanAsync(stored, stripMetadata: true);

        Assert.Equal(scan.Properties, again.Properties);
        Assert.Equal([ContentPiece.Source(0, stored.Length)], again.Pieces);
        Assert.Equal((0, 0, false), (again.TrailingBytes, again.Removed.Count, again.ChangesContent));
    }

    [Theory]
    [InlineData("gif animated")]
    [InlineData("tiff big-endian")]
    [InlineData("bmp compressed")]
    public async Task Formats_without_stripping_are_stored_unchanged(string name)
    {
        var bytes = ImageSample.Named(name).Bytes;

        Assert.Equal(bytes, await ContentInMemory.StripAsync(bytes));
    }
}
