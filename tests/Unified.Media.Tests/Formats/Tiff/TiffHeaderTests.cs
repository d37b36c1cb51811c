namespace Unified.Media.Tests;

public sealed class TiffHeaderTests
{
    [Fact]
    public async Task Follows_a_chain_of_pages_that_loops_only_so_far()
    {
        var bytes = new TiffSample(isBigEndian: false, isBig: false).File(40, 30, pages: 3, isLoop: true);

        Assert.Null((await ContentInMemory.InspectAsync(bytes)).Frames);
        Assert.Equal(RejectionCode.Malformed, await ContentInMemory.VerdictAsync(bytes, strip: true));
    }
}
