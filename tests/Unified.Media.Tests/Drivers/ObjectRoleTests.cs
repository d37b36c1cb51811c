using Unified.Media.Drivers;

namespace Unified.Media.Tests.Drivers;

public sealed class ObjectRoleTests
{
    [Theory]
    [InlineData("original")]
    [InlineData("thumb-320")]
    [InlineData("poster")]
    [InlineData("-")]
    [InlineData("01234567890123456789")]
    public void Parse_reads_a_role_as_it_is(string text)
    {
        Assert.True(ObjectRole.TryParse(text, out var role));
        Assert.Equal(text, role.ToString());
        Assert.Equal(role, ObjectRole.Parse(text));
        Assert.Equal(text == "original", role.IsOriginal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Thumb")]
    [InlineData("thumb_320")]
    [InlineData("thumb.320")]
    [InlineData("thumb/320")]
    [InlineData("thümb")]
    [InlineData("poster ")]
    [InlineData("poster\n")]
    [InlineData("012345678901234567890")]
    public void Parse_rejects_what_is_not_a_role(string? text)
    {
        Assert.False(ObjectRole.TryParse(text, out var role));
        Assert.Equal(ObjectRole.Original, role);
        Assert.ThrowsAny<Exception>(() => ObjectRole.Parse(text!));
    }

    [Fact]
    public void Default_value_is_the_original()
    {
        Assert.Equal(ObjectRole.Original, default);
        Assert.Equal(ObjectRole.Original.GetHashCode(), default(ObjectRole).GetHashCode());
        Assert.True(default(ObjectRole).IsOriginal);
        Assert.Equal("original", default(ObjectRole).ToString());
    }
}
