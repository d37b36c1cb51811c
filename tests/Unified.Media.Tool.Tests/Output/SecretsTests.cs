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
    public void What_looks_like_a_secret_is_hidden_wherever_it_comes_from(string text, string shown)
    {
        Assert.Equal(shown, new Secrets().Hide(text));
    }

    [Fact]
    public void A_known_secret_is_hidden_however_it_is_spelt()
    {
        var secrets = new Secrets();
        secrets.Add("p@ss/word");

        Assert.Equal("a *** b *** c", secrets.Hide("a p@ss/word b p%40ss%2Fword c"));
    }
}
