namespace Unified.Media.Tests;

public sealed class WebPHeaderTests
{
    [Fact]
    public async Task Webp_header_reads_orientation_inside_its_block_only()
    {
        byte[] cutInsideEntry = ExifSample.Block(6, hasLocation: false)[..18];
        var bytes = WebPSample.File(
            WebPSample.Extended(8, 40, 30),
            WebPSample.Lossy(40, 30),
            WebPSample.Chunk("EXIF", cutInsideEntry),
            WebPSample.Chunk("\u0006\0\0\0", []));

        Assert.Equal(0, (await ContentInMemory.InspectAsync(bytes)).Rotation);
    }
}
