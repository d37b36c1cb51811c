using Npgsql;

namespace Unified.Media.TestDatabase;

/// <summary>
/// Runs the steps of the schema as they lie in the repository, every one of them, whatever ran before: the SQL itself must stand that. The
/// runner, which keeps a journal, is tested by its own tests.
/// </summary>
public static class SchemaSteps
{
    /// <summary>Where the steps lie.</summary>
    public static string Folder { get; } = Path.Combine(DatabaseTemplate.Repository, "src", "Unified.Media.Migrations", "Schema");

    /// <summary>A template that has the schema too.</summary>
    public static DatabaseTemplate WithSchema(this DatabaseTemplate template, SchemaNames? names = null)
    {
        ArgumentNullException.ThrowIfNull(template);
        return template.Then($"schema {(names ?? SchemaNames.Usual).Schema}", (connectionString, ct) => ApplyAsync(connectionString, names, ct));
    }

    /// <summary>Runs all steps as the login of the connection string.</summary>
    public static Task ApplyAsync(string connectionString, SchemaNames? names = null, CancellationToken cancellationToken = default) =>
        ApplyAsync(connectionString, _ => true, names, cancellationToken);

    /// <summary>Runs the steps whose file's name is wanted.</summary>
    public static async Task ApplyAsync(
        string connectionString, Func<string, bool> wanted, SchemaNames? names = null, CancellationToken cancellationToken = default)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        foreach (var file in Directory.GetFiles(Folder, "*.sql").Order(StringComparer.Ordinal).Where(file => wanted(Path.GetFileName(file))))
        {
            var text = (names ?? SchemaNames.Usual).Into(await File.ReadAllTextAsync(file, cancellationToken));
            var isBatch = file.Contains(".batch.", StringComparison.Ordinal);
            foreach (var statement in file.Contains(".concurrent.", StringComparison.Ordinal) ? text.Split("-- step") : [text])
            {
                await using var command = new NpgsqlCommand(statement, connection);
                while (await command.ExecuteNonQueryAsync(cancellationToken) > 0 && isBatch)
                {
                    // Until nothing is left to do.
                }
            }
        }
    }
}
