namespace Unified.Media.Tests;

public sealed class PngHeaderTests
{
    public static TheoryData<long, string> Heights => new()
    {
        { 0, RejectionCode.Malformed },
        { 1, ContentInMemory.Accepted },
        { 65_535, ContentInMemory.Accepted },
        { int.MaxValue, ContentInMemory.Accepted },
        { 2_147_483_648, RejectionCode.Malformed },
        { uint.MaxValue, RejectionCode.Malformed },
    };

    [Theory]
    [MemberData(nameof(Heights))]
    public async Task Png_header_reports_wrong_dimensions_unchanged(long height, string verdict)
    {
        Assert.Equal(verdict, await ContentInMemory.ScanOutcomeAsync(PngSample.File(1, height), stripMetadata: true));
        Assert.Equal(verdict, await ContentInMemory.ScanOutcomeAsync(PngSample.File(height, 1), stripMetadata: true));
    }

    [Fact]
    public async Task Png_header_rejects_a_wrong_checksum()
    {
        var bytes = PngSample.File(40, 30);
        bytes[19] ^= 1;

        var rejected = await Assert.ThrowsAsync<MediaFormatException>(async () => await ContentInMemory.InspectAsync(bytes));

        Assert.Equal(RejectionCode.Malformed, rejected.Code);
    }
}
