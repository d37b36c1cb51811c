namespace Unified.Media.Tests;

public sealed class TiffHeaderTests
{
    [Fact]
    public async Task Tiff_header_stops_at_a_loop_of_pages()
    {
        var bytes = new TiffSample(isBigEndian: false, isBig: false).File(40, 30, pages: 3, isLoop: true);

        Assert.Null((await ContentInMemory.InspectAsync(bytes)).Frames);
        Assert.Equal(RejectionCode.Malformed, await ContentInMemory.ScanOutcomeAsync(bytes, stripMetadata: true));
    }
}
