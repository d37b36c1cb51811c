namespace Unified.Media.Tool.Tests;

public sealed class SecretsTests
{
    [Theory]
    [InlineData("Host=db;Password=geheim;Database=x", "Host=db;Password=***;Database=x")]
    [InlineData("pwd = 'ge heim'; Host=db", "pwd = ***; Host=db")]
    [InlineData("cannot open postgres://alice:geheim@db/x", "cannot open postgres://alice:***@db/x")]
    [InlineData("key eyJhbGciOiJIUzI1NiJ9.eyJyb2xlIjoiYW5vbiJ9.geheim-geheim refused", "key *** refused")]
    [InlineData("sb_secret_geheim123", "***")]
    [InlineData("hello world", "hello world")]
    public void Text_that_looks_like_a_secret_is_redacted(string text, string shown)
    {
        Assert.Equal(shown, new SecretRedactor().Redact(text));
    }

    [Fact]
    public void Added_secret_is_redacted_in_both_spellings()
    {
        var secrets = new SecretRedactor();
        secrets.Add("p@ss/word");

        Assert.Equal("a *** b *** c", secrets.Redact("a p@ss/word b p%40ss%2Fword c"));
    }
}
