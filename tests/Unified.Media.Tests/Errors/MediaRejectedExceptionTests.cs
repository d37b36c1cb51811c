namespace Unified.Media.Tests;

public sealed class MediaRejectedExceptionTests
{
    [Fact]
    public void Message_contains_every_reason()
    {
        var rejected = new MediaRejectedException([new("a", "First."), new("b", "Second.")]);

        Assert.Equal("2 rules are broken: First. Second.", rejected.Message);
        Assert.Equal(MediaErrorCode.Rejected, rejected.Code);
    }
}
