using Unified.Media.TestDatabase;

namespace Unified.Media.Tool.Tests;

/// <summary>Databases whose schema the tool itself has brought up to date.</summary>
internal static class Migrated
{
    /// <summary>A plain database.</summary>
    public static DatabaseTemplate Plain { get; } = Up(DatabaseTemplate.Empty);

    /// <summary>An empty project of Supabase.</summary>
    public static DatabaseTemplate Supabase { get; } = Up(DatabaseTemplate.Supabase);

    /// <summary>The older schema as it is in production, with its rows.</summary>
    public static DatabaseTemplate LegacyB { get; } = Up(DatabaseTemplate.LegacyBRows);

    /// <summary>The same with thousands of generated rows of every dirty kind.</summary>
    public static DatabaseTemplate LegacyGenerated { get; } = Up(DatabaseTemplate.LegacyB.Then(
        "generated-for-tool",
        async (connectionString, cancellationToken) =>
        {
            await using var connection = new Npgsql.NpgsqlConnection(connectionString);
            await connection.OpenAsync(cancellationToken);
            var generator = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "sql", "50_generator.sql"), cancellationToken);
            await connection.ExecuteAsync(generator, cancellationToken);
            await connection.ExecuteAsync("select legacy_generated.fill(3000, 3000, 30)", cancellationToken);
        }));

    public static DatabaseTemplate Up(DatabaseTemplate template) => template.Then(
        "tool",
        async (connectionString, cancellationToken) =>
        {
            (await ToolRun.OnAsync(connectionString, "schema", "up")).Expect(0);

            // The application's login: its password is the administrator's business.
            await using var connection = new Npgsql.NpgsqlConnection(connectionString);
            await connection.OpenAsync(cancellationToken);
            await connection.ExecuteAsync("alter role unified_media_app login", cancellationToken);
        });
}
