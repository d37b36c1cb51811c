using Npgsql;
using Unified.Media.TestDatabase;

namespace Unified.Media.Postgres.Tests;

/// <summary>The database checks the arguments of a reservation itself, independently of the library.</summary>
public sealed class ReserveArgumentTests : IAsyncLifetime
{
    private readonly Guid _login = Guid.CreateVersion7();
    private LeasedDatabase _leased = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("p_media", "null")]
    [InlineData("p_role", "null")]
    [InlineData("p_role", "''")]
    [InlineData("p_role", "'Thumb'")]
    [InlineData("p_role", "'thumb.320'")]
    [InlineData("p_role", "'012345678901234567890'")]
    [InlineData("p_bucket", "null")]
    [InlineData("p_bucket", "'user media'")]
    [InlineData("p_directory", "null")]
    [InlineData("p_directory", "''")]
    [InlineData("p_directory", "'/stock'")]
    [InlineData("p_directory", "'stock/'")]
    [InlineData("p_directory", "'stock/../other'")]
    [InlineData("p_directory", "'stock//other'")]
    [InlineData("p_directory", "'Stock/me'")]
    [InlineData("p_directory", "'a/b/c/d/e'")]
    [InlineData("p_extension", "null")]
    [InlineData("p_extension", "'png/x'")]
    [InlineData("p_extension", "'p.ng'")]
    [InlineData("p_lease_until", "null")]
    [InlineData("p_now", "null")]
    [InlineData("p_fingerprint", "'f'")]
    public async Task Reserve_error_names_the_malformed_argument(string name, string value)
    {
        var error = await Assert.ThrowsAsync<PostgresException>(() => ReserveAsync(_login, name, value));

        Assert.Equal("22023", error.SqlState);
        Assert.StartsWith(name, error.Detail, StringComparison.Ordinal);
        Assert.NotNull(error.Hint);
    }

    [Fact]
    public async Task Reserve_rejects_an_idempotency_key_in_another_role()
    {
        var error = await Assert.ThrowsAsync<PostgresException>(
            () => ReserveAsync(_login, "p_role", "'poster', p_key => 'key', p_fingerprint => 'f'"));

        Assert.Equal("22023", error.SqlState);
        Assert.StartsWith("p_key", error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reserve_error_explains_a_foreign_owner()
    {
        var error = await Assert.ThrowsAsync<PostgresException>(() => ReserveAsync(Guid.CreateVersion7(), "p_extension", "'png'"));

        Assert.Equal("42501", error.SqlState);
        Assert.NotNull(error.Detail);
        Assert.NotNull(error.Hint);
    }

    public async ValueTask InitializeAsync() => _leased = await LeasedDatabase.TakeAsync(DatabaseTemplate.Empty, Cancel);

    public async ValueTask DisposeAsync() => await _leased.DisposeAsync();

    private async Task ReserveAsync(Guid owner, string name, string value)
    {
        var arguments = new Dictionary<string, string>
        {
            ["p_owner"] = $"'{owner}'", ["p_media"] = "gen_random_uuid()", ["p_role"] = "'original'", ["p_bucket"] = "'user-media'",
            ["p_directory"] = "'stock/me'", ["p_extension"] = "'png'", ["p_lease_until"] = "now() + interval '1 hour'", ["p_now"] = "now()",
            ["p_key"] = "null", ["p_fingerprint"] = "null", ["p_take_over"] = "false",
        };
        arguments[name] = value;
        foreach (var given in arguments.Keys.Where(key => key != name && value.Contains($"{key} =>", StringComparison.Ordinal)).ToArray())
        {
            arguments.Remove(given);
        }

        await using var source = NpgsqlDataSource.Create(_leased.App);
        await using var connection = await source.OpenConnectionAsync(Cancel);
        await using var transaction = await connection.BeginTransactionAsync(Cancel);
        await using var claims = new NpgsqlCommand($$"""select set_config('request.jwt.claims', '{"sub":"{{_login}}"}', true)""", connection);
        await claims.ExecuteNonQueryAsync(Cancel);
        await using var reserve = new NpgsqlCommand(
            $"select * from unified_media.reserve({string.Join(", ", arguments.Select(pair => $"{pair.Key} => {pair.Value}"))})", connection);
        await reserve.ExecuteNonQueryAsync(Cancel);
    }
}
