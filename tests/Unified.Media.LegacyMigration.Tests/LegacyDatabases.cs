using Npgsql;
using Unified.Media.Migrations;
using Unified.Media.TestDatabase;

namespace Unified.Media.LegacyMigration.Tests;

/// <summary>Creates migrated legacy databases with fixed or generated rows, and queries for tests.</summary>
internal static class LegacyDatabases
{
    /// <summary>The number of generated gallery rows; half as many for user_media. UNIFIED_MEDIA_LEGACY_ROWS overrides it.</summary>
    public static int GeneratedRows { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("UNIFIED_MEDIA_LEGACY_ROWS"), out var rows) ? rows : 8_000;

    public static TheoryData<string> Shapes => ["A", "B", "C"];

    public static TheoryData<string, bool> ShapesByRows => new MatrixTheoryData<string, bool>(["A", "B", "C"], [false, true]);

    public static async Task<FreshDatabase> CreateAsync(string shape, bool generated, CancellationToken cancellationToken, int? rows = null)
    {
        var template = DatabaseTemplate.LegacyRows[shape];
        if (generated)
        {
            var gallery = rows ?? GeneratedRows;
            template = template.Then($"generated {gallery}", (connectionString, token) => GenerateAsync(connectionString, gallery, token));
        }

        return await FreshDatabase.CreateAsync(template.WithSchema(), cancellationToken);
    }

    /// <summary>Creates a database with generated rows on a private server.</summary>
    public static async Task<FreshDatabase> CreateOnAsync(TestServer server, string shape, CancellationToken cancellationToken) =>
        await server.CreateDatabaseAsync(
            DatabaseTemplate.LegacyRows[shape].Then("generated 3000", (connectionString, token) => GenerateAsync(connectionString, 3_000, token))
                .WithSchema(),
            cancellationToken);

    /// <summary>Returns the number of rows that a run copied or refreshed.</summary>
    public static long Copied(this LegacyRunReport run) =>
        run.Jobs.Where(job => job.Job is "newest" or "playground_gallery" or "user_media").Sum(job => job.Written);

    /// <summary>Runs the migration after the lease of a killed run has expired.</summary>
    public static async Task<LegacyRunReport> RunAfterLeaseAsync(this LegacyMigrator legacy, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await legacy.RunAsync(cancellationToken: cancellationToken);
            }
            catch (MediaMigrationException error) when (error.Code == MigrationErrorCode.Busy)
            {
                await Task.Delay(200, cancellationToken);
            }
        }
    }

    public static LegacyMigrator Migration(this FreshDatabase database, Action<LegacyMigrationOptions>? configure = null)
    {
        var options = new LegacyMigrationOptions { LeaseDuration = TimeSpan.FromMilliseconds(500) };
        configure?.Invoke(options);
        return new(database.DataSource, options: options);
    }

    /// <summary>Returns one line per table: the number of rows and a hash of all rows.</summary>
    public static async Task<IReadOnlyList<string>> SnapshotAsync(
        this FreshDatabase database, string[] tables, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        foreach (var table in tables)
        {
            lines.Add($"{table} " + await database.ScalarAsync<string>(
                $"SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, chr(10) ORDER BY id)), '') FROM {table} t", cancellationToken));
        }

        return lines;
    }

    public static Task<IReadOnlyList<string>> SnapshotAllTablesAsync(this FreshDatabase database, CancellationToken cancellationToken) =>
        database.SnapshotAsync(
            ["playground_gallery", "user_media", "moodboards", "showcases", "media", "application_attachments"], cancellationToken);

    public static Task<IReadOnlyList<string>> SnapshotOlderTablesAsync(this FreshDatabase database, CancellationToken cancellationToken) =>
        database.SnapshotAsync(["playground_gallery", "user_media"], cancellationToken);

    /// <summary>Executes statements as a superuser without triggers, to simulate corrupted data.</summary>
    public static Task<int> CorruptAsync(this FreshDatabase database, string statements, CancellationToken cancellationToken) =>
        database.ExecuteAsync($"SET session_replication_role = replica; {statements}; SET session_replication_role = DEFAULT", cancellationToken);

    private static async Task GenerateAsync(string connectionString, int gallery, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var generator = source.CreateCommand(
            await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "legacy-generated", "50_generator.sql"), cancellationToken));
        await generator.ExecuteNonQueryAsync(cancellationToken);
        await using var fill = source.CreateCommand($"SELECT legacy_generated.fill({gallery}, {gallery / 2}, {Math.Max(gallery / 40, 20)}); ANALYZE");
        fill.CommandTimeout = 600;
        await fill.ExecuteNonQueryAsync(cancellationToken);
    }
}
