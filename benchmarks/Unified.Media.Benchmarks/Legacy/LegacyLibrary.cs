using Npgsql;
using Unified.Media.LegacyMigration;
using Unified.Media.Migrations;
using Unified.Media.TestDatabase;

namespace Unified.Media.Benchmarks;

/// <summary>
/// Databases full of older rows, 500 of each person as in the library that lists are measured by: filled once, copied for everybody who
/// needs one.
/// </summary>
internal sealed class LegacyLibrary(int rows)
{
    private readonly DatabaseTemplate _template = DatabaseTemplate.LegacyRows["B"].Then($"{rows} older rows", async (connectionString, cancellationToken) =>
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await ExecuteAsync(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "legacy-generated", "50_generator.sql"), cancellationToken));
        await ExecuteAsync($"SELECT legacy_generated.fill({rows - (rows / 3)}, {rows / 3}, {Math.Max(rows / 200, 20)}, {rows / 500})");
        await ExecuteAsync("VACUUM ANALYZE");
        await new UnifiedMediaSchema(source, modules: [LegacySchema.Module]).MigrateAsync(cancellationToken: cancellationToken);
        await ExecuteAsync("VACUUM ANALYZE");
        await ExecuteAsync("CHECKPOINT");

        async Task ExecuteAsync(string sql)
        {
            await using var command = source.CreateCommand(sql);
            command.CommandTimeout = 0;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    });

    public int Rows => rows;

    /// <summary>How many rows are enough for those who take them one by one.</summary>
    public int Sample => Math.Min(5_000, rows / 10);

    /// <summary>A copy of its own, whose statements may take as long as they like.</summary>
    public Task<FreshDatabase> CreateAsync(TestServer server, CancellationToken cancellationToken) =>
        server.CreateDatabaseAsync(_template, cancellationToken);

    /// <summary>One connection that no other part of the benchmark uses, under a name by which the server's activity can be told.</summary>
    public static NpgsqlDataSource Alone(FreshDatabase database, string name) => NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(database.ConnectionString) { ApplicationName = name, MaxPoolSize = 4, CommandTimeout = 0 }.ConnectionString);
}
