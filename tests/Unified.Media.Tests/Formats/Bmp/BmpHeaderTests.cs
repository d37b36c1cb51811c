namespace Unified.Media.Tests;

public sealed class BmpHeaderTests
{
    [Theory]
    [InlineData(0, "malformed")]
    [InlineData(1, "accepted")]
    [InlineData(65_535, "truncated")]
    [InlineData(int.MaxValue, "truncated")]
    [InlineData(int.MinValue, "malformed")]
    [InlineData(-1, "accepted")]
    public async Task Bmp_header_reads_a_negative_height(int height, string verdict) =>
        Assert.Equal(verdict, await ContentInMemory.ScanOutcomeAsync(BmpSample.Info(1, height), stripMetadata: true));
}
