namespace Unified.Media.Tool.Tests;

public sealed class ConnectionTextTests
{
    [Theory]
    [InlineData("Host=db;Port=6000;Database=media;Username=alice;Password=secret", "alice@db:6000/media")]
    [InlineData("server=db;user id=alice;database=media", "alice@db:5432/media")]
    [InlineData("postgres://alice:secret@db/media", "alice@db:5432/media")]
    [InlineData("postgresql://alice:s%2Fe%40t@db:6543/media?sslmode=require", "alice@db:6543/media")]
    [InlineData("postgres://pg.abc:x@pool.example.org:6543/postgres?sslmode=require", "pg.abc@pool.example.org:6543/postgres")]
    [InlineData("postgres://alice@[::1]:5433/media", "alice@::1:5433/media")]
    public void Connection_string_is_parsed_and_formatted_without_its_password(string text, string shown)
    {
        Assert.Equal(shown, ConnectionStringParser.Format(ConnectionStringParser.Parse(text)));
    }

    [Fact]
    public void Uri_is_percent_decoded()
    {
        var builder = ConnectionStringParser.Parse(
            "postgres://al%40ice:s%2Fe%40t%25@db/me%20dia?sslmode=verify-ca&connect_timeout=7&application_name=mine");

        Assert.Equal(("al@ice", "s/e@t%", "me dia"), (builder.Username, builder.Password, builder.Database));
        Assert.Equal((Npgsql.SslMode.VerifyCA, 7, "mine"), (builder.SslMode, builder.Timeout, builder.ApplicationName));
    }

    [Theory]
    [InlineData("Host=db;Password=geheim;x1=geheim2;Database=media", "quotation marks")]
    [InlineData("Host=db;Port=geheim;Password=geheim", "'port'")]
    [InlineData("Password=geheim;Username=alice", "no host")]
    [InlineData("geheim", "Keyword=Value")]
    [InlineData("Host=db;SSL Mode=geheim", "'ssl mode'")]
    [InlineData("postgres://alice:gehe/im@db/media", "%XX")]
    [InlineData("postgres://alice:geheim@db/media?geheim_no=1", "geheim_no")]
    [InlineData("postgres://alice:geheim@db/media?sslmode=geheim", "sslmode")]
    [InlineData("postgres://", "%XX")]
    public void Error_of_an_invalid_string_repeats_no_values(string text, string says)
    {
        var exception = Assert.Throws<FormatException>(() => ConnectionStringParser.Parse(text));

        Assert.Contains(says, exception.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("geheim2", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", exception.Message.Replace("geheim_no", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
