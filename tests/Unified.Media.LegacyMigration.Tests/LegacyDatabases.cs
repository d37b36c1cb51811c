using Npgsql;
using Unified.Media.Migrations;
using Unified.Media.TestDatabase;

namespace Unified.Media.LegacyMigration.Tests;

/// <summary>Legacy databases with the schema, their own rows or generated ones, and what a test asks of them.</summary>
internal static class LegacyDatabases
{
    /// <summary>How many rows are generated: gallery rows, half as many of user_media. More by UNIFIED_MEDIA_LEGACY_ROWS.</summary>
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

    /// <summary>Generated rows on a server of the test's own.</summary>
    public static async Task<FreshDatabase> CreateOnAsync(TestServer server, string shape, CancellationToken cancellationToken) =>
        await server.CreateDatabaseAsync(
            DatabaseTemplate.LegacyRows[shape].Then("generated 3000", (connectionString, token) => GenerateAsync(connectionString, 3_000, token))
                .WithSchema(),
            cancellationToken);

    /// <summary>How many rows a run made items of, or had their items follow.</summary>
    public static long Copied(this LegacyRunReport run) =>
        run.Jobs.Where(job => job.Job is "newest" or "playground_gallery" or "user_media").Sum(job => job.Written);

    /// <summary>Waits for the claim of a run that was killed.</summary>
    public static async Task<LegacyRunReport> RunPatientlyAsync(this LegacyMigrator legacy, CancellationToken cancellationToken)
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

    /// <summary>Every older row, every board and showcase, every item: text and all, as one hash a table.</summary>
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

    /// <summary>As a superuser whose changes no trigger sees: what a program with a mistake leaves.</summary>
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
