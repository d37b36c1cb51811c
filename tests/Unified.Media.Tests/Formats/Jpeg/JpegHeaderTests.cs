namespace Unified.Media.Tests;

public sealed class JpegHeaderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Jpeg_header_skips_megabytes_of_segments_within_the_budget()
    {
        var large = JpegSample.Segment(0xE9, new byte[65_533]);
        byte[][] segments = [.. Enumerable.Repeat(large, 100), JpegSample.Exif(ExifSample.Block(6))];
        var bytes = JpegSample.Baseline(40, 30, segments);
        var content = ContentInMemory.Open(bytes);

        var properties = await MediaFormat.Jpeg.ReadHeaderAsync(content, Token);

        Assert.Equal((30, 40), (properties.Width, properties.Height));
        Assert.InRange(content.BytesRead, 1, ByteWindow.MaxHeaderBytes);
    }

    [Fact]
    public async Task Jpeg_header_rejects_a_header_beyond_the_budget()
    {
        var bytes = JpegSample.Baseline(40, 30, [.. Enumerable.Repeat(JpegSample.Segment(0xE9, new byte[3]), 100_000)]);
        var content = ContentInMemory.Open(bytes);

        var rejected = await Assert.ThrowsAsync<MediaFormatException>(
            async () => await MediaFormat.Jpeg.ReadHeaderAsync(content, Token));

        Assert.Equal(RejectionCode.Malformed, rejected.Code);
        Assert.InRange(content.BytesRead, 1, ByteWindow.MaxHeaderBytes);
    }
}
