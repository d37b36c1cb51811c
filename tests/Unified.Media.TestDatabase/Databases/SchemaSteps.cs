using Npgsql;

namespace Unified.Media.TestDatabase;

/// <summary>
/// Runs all steps of the schema from the files of the repository. Records nothing in a journal, so that a second call runs every step again:
/// tests use this to check that steps can be repeated. The runner with its journal has its own tests.
/// </summary>
public static class SchemaSteps
{
    private const string LegacyModule = "legacy";

    /// <summary>
    /// The steps in the order of their execution, with the name that the runner gives them and their path. Examples of names are
    /// <c>0020_media.sql</c> and <c>legacy/0190_legacy_view.repeatable.sql</c>.
    /// </summary>
    public static IReadOnlyList<(string Name, string Path)> Files { get; } =
    [
        .. GetFiles("Unified.Media.Migrations").Select(path => (Path.GetFileName(path), path)),
        .. GetFiles("Unified.Media.LegacyMigration").Select(path => ($"{LegacyModule}/{Path.GetFileName(path)}", path)),
    ];

    /// <summary>Adds the schema with the legacy module to a template.</summary>
    public static DatabaseTemplate WithSchema(this DatabaseTemplate template, SchemaNames? names = null)
    {
        ArgumentNullException.ThrowIfNull(template);
        return template.Then($"schema {(names ?? SchemaNames.Default).Schema}", (connectionString, ct) => ApplyAsync(connectionString, names, ct));
    }

    /// <summary>Adds the schema without the legacy module to a template.</summary>
    public static DatabaseTemplate WithCoreSchema(this DatabaseTemplate template, SchemaNames? names = null)
    {
        ArgumentNullException.ThrowIfNull(template);
        return template.Then(
            $"core {(names ?? SchemaNames.Default).Schema}", (connectionString, ct) => ApplyAsync(connectionString, IsCore, names, ct));
    }

    /// <summary>Returns true for a step of the core.</summary>
    public static bool IsCore(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return !name.Contains('/', StringComparison.Ordinal);
    }

    /// <summary>Runs all steps as the login of the connection string.</summary>
    public static Task ApplyAsync(string connectionString, SchemaNames? names = null, CancellationToken cancellationToken = default) =>
        ApplyAsync(connectionString, _ => true, names, cancellationToken);

    /// <summary>Runs the steps whose name the predicate includes.</summary>
    public static async Task ApplyAsync(
        string connectionString, Func<string, bool> includes, SchemaNames? names = null, CancellationToken cancellationToken = default)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        foreach (var (name, path) in Files.Where(file => includes(file.Name)))
        {
            var text = (names ?? SchemaNames.Default).ReplacePlaceholders(await File.ReadAllTextAsync(path, cancellationToken));
            var isBatch = name.Contains(".batch.", StringComparison.Ordinal);
            foreach (var statement in name.Contains(".concurrent.", StringComparison.Ordinal) ? text.Split("-- step") : [text])
            {
                await using var command = new NpgsqlCommand(statement, connection);
                while (await command.ExecuteNonQueryAsync(cancellationToken) > 0 && isBatch)
                {
                    // Repeat until the step changes no row.
                }
            }
        }
    }

    private static IEnumerable<string> GetFiles(string package) =>
        Directory.GetFiles(Path.Combine(DatabaseTemplate.Repository, "src", package, "Schema"), "*.sql").Order(StringComparer.Ordinal);
}
