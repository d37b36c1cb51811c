namespace Unified.Media.Tests;

public sealed class PngScanTests
{
    [Theory]
    [InlineData(2, 2, "accepted")]
    [InlineData(2, 3, "malformed")]
    [InlineData(3, 2, "malformed")]
    [InlineData(1, 0, "malformed")]
    [InlineData(1, 2_147_483_647, "malformed")]
    [InlineData(1, -1, "malformed")]
    public async Task Png_scan_counts_the_frames_of_an_animation(int frames, int announced, string verdict) =>
        Assert.Equal(verdict, await ContentInMemory.ScanOutcomeAsync(PngSample.Animated(20, 10, frames, announced), stripMetadata: true));

    [Fact]
    public async Task Png_scan_rejects_too_many_pieces()
    {
        var comment = PngSample.Chunk("tEXt", [1, 0]);
        byte[][] chunks = [.. Enumerable.Range(0, 5_000).SelectMany(_ => (byte[][])[comment, PngSample.Pixels])];
        var bytes = PngSample.File(4, 4, chunks);

        Assert.Equal(RejectionCode.Malformed, await ContentInMemory.ScanOutcomeAsync(bytes, stripMetadata: true));
        Assert.Single((await ContentInMemory.ScanAsync(bytes, stripMetadata: false)).Pieces);
    }
}
