using Unified.Media.TestDatabase;

namespace Unified.Media.Migrations.Tests;

/// <summary>Migrated databases: the legacy shapes with rows, and an empty one. Tests roll their transactions back.</summary>
public sealed class MigratedShapes : IAsyncLifetime
{
    private readonly Dictionary<string, FreshDatabase> _databases = [];

    /// <summary>Returns the id of a login of the fixtures, 1 to 10; login 9 has no profile.</summary>
    public static Guid Login(int number) => new($"00000000-0000-4000-8000-0000000a{number:0000}");

    /// <summary>Returns the id of the profile of a login.</summary>
    public static Guid Profile(int number) => new($"00000000-0000-4000-8000-0000000b{number:0000}");

    /// <summary>Returns the id of a row of media of the fixtures, 1 to 10.</summary>
    public static Guid Media(int number) => new($"00000000-0000-4000-8000-0000000e{number:0000}");

    public FreshDatabase this[string shape] => _databases[shape];

    public Task<RoleSession> BeginAsync(string shape, string? role, Guid? login = null) =>
        RoleSession.BeginAsync(this[shape].ConnectionString, role, login, TestContext.Current.CancellationToken);

    public async ValueTask InitializeAsync()
    {
        foreach (var (name, template) in TestedDatabases.All)
        {
            _databases[name] = await FreshDatabase.CreateAsync(template.WithSchema(), TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _databases.Values)
        {
            await database.DisposeAsync();
        }
    }
}
