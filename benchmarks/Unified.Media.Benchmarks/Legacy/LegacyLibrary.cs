using Npgsql;
using Unified.Media.LegacyMigration;
using Unified.Media.Migrations;
using Unified.Media.TestDatabase;

namespace Unified.Media.Benchmarks;

/// <summary>Creates databases with legacy rows, about 500 per user. Fills a template once and copies it for every database.</summary>
internal sealed class LegacyLibrary(int rows)
{
    private static readonly string GeneratorPath = Path.Combine(AppContext.BaseDirectory, "legacy-generated", "50_generator.sql");

    private readonly DatabaseTemplate _template = DatabaseTemplate.LegacyRows["B"].Then($"{rows} rows", async (connectionString, cancellationToken) =>
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await ExecuteAsync(await File.ReadAllTextAsync(GeneratorPath, cancellationToken));
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

    /// <summary>The number of rows that the row-by-row cases migrate.</summary>
    public int Sample => Math.Min(5_000, rows / 10);

    /// <summary>Creates a copy of the template.</summary>
    public Task<FreshDatabase> CreateAsync(TestServer server, CancellationToken cancellationToken) =>
        server.CreateDatabaseAsync(_template, cancellationToken);

    /// <summary>Opens a separate connection pool without a command timeout. Its name identifies its sessions in pg_stat_activity.</summary>
    public static NpgsqlDataSource OpenSeparate(FreshDatabase database, string name)
    {
        var builder = new NpgsqlConnectionStringBuilder(database.ConnectionString) { ApplicationName = name, MaxPoolSize = 4, CommandTimeout = 0 };
        return NpgsqlDataSource.Create(builder.ConnectionString);
    }
}
