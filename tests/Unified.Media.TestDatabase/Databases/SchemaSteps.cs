using Npgsql;

namespace Unified.Media.TestDatabase;

/// <summary>
/// Runs the steps of the schema as they lie in the repository, every one of them, whatever ran before: the SQL itself must stand that. The
/// runner, which keeps a journal, is tested by its own tests.
/// </summary>
public static class SchemaSteps
{
    private const string LegacyModule = "legacy";

    /// <summary>
    /// Every step in the order in which they run: its name as the runner has it (<c>0020_media.sql</c>, <c>legacy/0190_legacy_view.repeatable.sql</c>)
    /// and its path.
    /// </summary>
    public static IReadOnlyList<(string Name, string Path)> Files { get; } =
    [
        .. In("Unified.Media.Migrations").Select(path => (Path.GetFileName(path), path)),
        .. In("Unified.Media.LegacyMigration").Select(path => ($"{LegacyModule}/{Path.GetFileName(path)}", path)),
    ];

    /// <summary>A template that has the schema too, with the legacy module.</summary>
    public static DatabaseTemplate WithSchema(this DatabaseTemplate template, SchemaNames? names = null)
    {
        ArgumentNullException.ThrowIfNull(template);
        return template.Then($"schema {(names ?? SchemaNames.Usual).Schema}", (connectionString, ct) => ApplyAsync(connectionString, names, ct));
    }

    /// <summary>A template that has the core of the schema too, without any other module.</summary>
    public static DatabaseTemplate WithCoreSchema(this DatabaseTemplate template, SchemaNames? names = null)
    {
        ArgumentNullException.ThrowIfNull(template);
        return template.Then(
            $"core {(names ?? SchemaNames.Usual).Schema}", (connectionString, ct) => ApplyAsync(connectionString, IsCore, names, ct));
    }

    /// <summary>Whether a step of this name belongs to the core.</summary>
    public static bool IsCore(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return !name.Contains('/', StringComparison.Ordinal);
    }

    /// <summary>Runs all steps as the login of the connection string.</summary>
    public static Task ApplyAsync(string connectionString, SchemaNames? names = null, CancellationToken cancellationToken = default) =>
        ApplyAsync(connectionString, _ => true, names, cancellationToken);

    /// <summary>Runs the steps whose name is wanted.</summary>
    public static async Task ApplyAsync(
        string connectionString, Func<string, bool> wanted, SchemaNames? names = null, CancellationToken cancellationToken = default)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        foreach (var (name, path) in Files.Where(file => wanted(file.Name)))
        {
            var text = (names ?? SchemaNames.Usual).Into(await File.ReadAllTextAsync(path, cancellationToken));
            var isBatch = name.Contains(".batch.", StringComparison.Ordinal);
            foreach (var statement in name.Contains(".concurrent.", StringComparison.Ordinal) ? text.Split("-- step") : [text])
            {
                await using var command = new NpgsqlCommand(statement, connection);
                while (await command.ExecuteNonQueryAsync(cancellationToken) > 0 && isBatch)
                {
                    // Until nothing is left to do.
                }
            }
        }
    }

    private static IEnumerable<string> In(string package) =>
        Directory.GetFiles(Path.Combine(DatabaseTemplate.Repository, "src", package, "Schema"), "*.sql").Order(StringComparer.Ordinal);
}
