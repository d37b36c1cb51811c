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
    public async Task Judges_the_height_of_a_bitmap_by_its_pixels(int height, string verdict) =>
        Assert.Equal(verdict, await ContentInMemory.VerdictAsync(BmpSample.Info(1, height), strip: true));
}
