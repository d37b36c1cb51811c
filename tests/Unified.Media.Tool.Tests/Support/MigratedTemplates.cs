using Unified.Media.TestDatabase;

namespace Unified.Media.Tool.Tests;

/// <summary>Templates of databases whose schema was migrated by the tool.</summary>
internal static class MigratedTemplates
{
    /// <summary>A new database.</summary>
    public static DatabaseTemplate Plain { get; } = Migrate(DatabaseTemplate.Empty);

    /// <summary>A new Supabase project.</summary>
    public static DatabaseTemplate Supabase { get; } = Migrate(DatabaseTemplate.Supabase);

    /// <summary>The legacy schema of production, with rows.</summary>
    public static DatabaseTemplate LegacyB { get; } = Migrate(DatabaseTemplate.LegacyBRows);

    /// <summary>The legacy schema of production, with thousands of generated rows of every invalid kind.</summary>
    public static DatabaseTemplate LegacyGenerated { get; } = Migrate(DatabaseTemplate.LegacyB.Then(
        "generated-for-tool",
        async (connectionString, cancellationToken) =>
        {
            await using var connection = new Npgsql.NpgsqlConnection(connectionString);
            await connection.OpenAsync(cancellationToken);
            var generator = await File.ReadAllTextAsync(
                Path.Combine(AppContext.BaseDirectory, "sql", "50_generator.sql"), cancellationToken);
            await connection.ExecuteAsync(generator, cancellationToken);
            await connection.ExecuteAsync("select legacy_generated.fill(3000, 3000, 30)", cancellationToken);
        }));

    public static DatabaseTemplate Migrate(DatabaseTemplate template) => template.Then(
        "tool",
        async (connectionString, cancellationToken) =>
        {
            (await ToolRun.OnAsync(connectionString, "schema", "up")).ExpectExitCode(0);

            // In production the administrator enables the login and sets its password.
            await using var connection = new Npgsql.NpgsqlConnection(connectionString);
            await connection.OpenAsync(cancellationToken);
            await connection.ExecuteAsync("alter role unified_media_app login", cancellationToken);
        });
}
