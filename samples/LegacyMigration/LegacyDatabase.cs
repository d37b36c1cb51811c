using Npgsql;

namespace LegacyMigration;

/// <summary>
/// Creates the database of the legacy application: one of its schemas, and generated rows with typical data problems.
/// </summary>
internal static class LegacyDatabase
{
    private static readonly Dictionary<string, string[]> Shapes = new()
    {
        ["A"] = ["00_supabase_prelude.sql", "30_clean_fixture_pre_unification.sql"],
        ["B"] = ["00_supabase_prelude.sql", "30_clean_fixture_pre_unification.sql", "20_to_production_20251016.sql"],
        ["C"] = ["00_supabase_prelude.sql", "30_clean_fixture_pre_unification.sql", "31_clean_fixture_from_migrations_delta.sql"],
    };

    /// <param name="connectionString">The connection string of a superuser to an empty database.</param>
    /// <param name="shape">The schema: A, B or C.</param>
    /// <param name="rows">The number of legacy rows, half of them in <c>playground_gallery</c>.</param>
    /// <param name="cancellationToken">Cancels the creation.</param>
    public static async Task BuildAsync(string connectionString, string shape, int rows, CancellationToken cancellationToken)
    {
        foreach (var file in Shapes[shape].Append("50_generator.sql"))
        {
            // One connection per file, because the files change session settings.
            var sql = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "sql", file), cancellationToken);
            await ExecuteAsync(connectionString, sql, cancellationToken);
        }

        var galleryRows = rows / 2;
        await ExecuteAsync(
            connectionString, $"select legacy_generated.fill({galleryRows}, {rows - galleryRows}, {Math.Max(20, rows / 200)}); analyze",
            cancellationToken);
    }

    private static async Task ExecuteAsync(string connectionString, string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
