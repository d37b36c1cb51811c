using Npgsql;
using Unified.Media.TestDatabase;

namespace Unified.Media.Migrations.Tests;

public sealed class RoundTripTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Migration_of_a_current_schema_takes_one_round_trip()
    {
        await using var database = await FreshDatabase.CreateAsync(cancellationToken: Cancel);
        await new UnifiedMediaSchema(database.DataSource).MigrateAsync(cancellationToken: Cancel);
        var server = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        await using var proxy = new CountingProxy(server.Port);
        server.Port = proxy.Port;
        await using var source = NpgsqlDataSource.Create(server);
        var schema = new UnifiedMediaSchema(source);
        Assert.True((await schema.MigrateAsync(cancellationToken: Cancel)).WasUpToDate);

        var before = proxy.RoundTrips;
        Assert.True((await schema.MigrateAsync(cancellationToken: Cancel)).WasUpToDate);
        Assert.Equal(1, proxy.RoundTrips - before);
        await schema.GetStatusAsync(Cancel);
        Assert.Equal(2, proxy.RoundTrips - before);

        await using var command = source.CreateCommand("SELECT 1");
        await command.ExecuteScalarAsync(Cancel);
        Assert.Equal(3, proxy.RoundTrips - before);
    }
}
