using System.Reflection;
using Npgsql;

namespace Unified.Media.TestDatabase;

/// <summary>
/// The content of a new database. A template is filled once per process and then copied:
/// <c>DatabaseTemplate.LegacyA.Then("migrated", (connectionString, cancellationToken) => …)</c>.
/// </summary>
public sealed class DatabaseTemplate
{
    private static readonly string Fixtures = Path.Combine(Repository, "tests", "fixtures", "legacy");

    private DatabaseTemplate(string name, DatabaseTemplate? parent, Func<string, CancellationToken, Task> fill)
    {
        Name = name;
        Parent = parent;
        Fill = fill;
    }

    /// <summary>The folder of the repository.</summary>
    internal static string Repository =>
        typeof(DatabaseTemplate).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(metadata => metadata.Key == "RepositoryRoot").Value!;

    /// <summary>An empty database.</summary>
    public static DatabaseTemplate Empty { get; } = new("empty", null, (_, _) => Task.CompletedTask);

    /// <summary>An empty project of Supabase: its roles and its schemas auth and storage.</summary>
    public static DatabaseTemplate Supabase { get; } = Empty.ThenFiles("supabase", "00_supabase_prelude.sql");

    /// <summary>The legacy schema before the unification.</summary>
    public static DatabaseTemplate LegacyA { get; } = Supabase.ThenFiles("a", "30_clean_fixture_pre_unification.sql");

    /// <summary>The legacy schema in production.</summary>
    public static DatabaseTemplate LegacyB { get; } = LegacyA.ThenFiles("b", "20_to_production_20251016.sql");

    /// <summary>The legacy schema according to its own migration files.</summary>
    public static DatabaseTemplate LegacyC { get; } = LegacyA.ThenFiles("c", "31_clean_fixture_from_migrations_delta.sql");

    /// <summary><see cref="LegacyA"/> with its rows.</summary>
    public static DatabaseTemplate LegacyARows { get; } = LegacyA.ThenFiles("rows", "40_rows_pre_unification.sql");

    /// <summary><see cref="LegacyB"/> with its rows.</summary>
    public static DatabaseTemplate LegacyBRows { get; } = LegacyB.ThenFiles("rows", "41_rows_production.sql");

    /// <summary><see cref="LegacyC"/> with its rows.</summary>
    public static DatabaseTemplate LegacyCRows { get; } = LegacyC.ThenFiles("rows", "42_rows_from_migrations.sql");

    /// <summary>The legacy schemas with their rows, by letter.</summary>
    public static IReadOnlyDictionary<string, DatabaseTemplate> LegacyRows { get; } =
        new Dictionary<string, DatabaseTemplate> { ["A"] = LegacyARows, ["B"] = LegacyBRows, ["C"] = LegacyCRows };

    /// <summary>The path of the names of the template and its parents, which identifies the template.</summary>
    public string Name { get; }

    internal DatabaseTemplate? Parent { get; }

    internal Func<string, CancellationToken, Task> Fill { get; }

    /// <summary>Creates a template with the content of this one and more. The delegate receives the connection string of a superuser.</summary>
    public DatabaseTemplate Then(string name, Func<string, CancellationToken, Task> fill) => new($"{Name}/{name}", this, fill);

    private DatabaseTemplate ThenFiles(string name, params string[] files) => Then(
        name,
        async (connectionString, cancellationToken) =>
        {
            foreach (var file in files)
            {
                // A connection per file, because the files change session settings.
                await using var connection = new NpgsqlConnection(connectionString);
                await connection.OpenAsync(cancellationToken);
                await using var command = new NpgsqlCommand(
                    await File.ReadAllTextAsync(Path.Combine(Fixtures, file), cancellationToken), connection)
                { CommandTimeout = 120 };
                await command.ExecuteNonQueryAsync(cancellationToken);
            }
        });
}
