using Unified.Media.TestDatabase;

namespace Unified.Media.Migrations.Tests;

/// <summary>The legacy shapes with their rows and the schema, and a plain database with it. Tests work in transactions that they roll back.</summary>
public sealed class MigratedShapes : IAsyncLifetime
{
    private readonly Dictionary<string, FreshDatabase> _databases = [];

    /// <summary>Login number 1 to 10 of the fixtures; 9 has no profile.</summary>
    public static Guid Login(int number) => new($"00000000-0000-4000-8000-0000000a{number:0000}");

    /// <summary>The profile of that login.</summary>
    public static Guid Profile(int number) => new($"00000000-0000-4000-8000-0000000b{number:0000}");

    /// <summary>Row of media number 1 to 10 of the fixtures.</summary>
    public static Guid Media(int number) => new($"00000000-0000-4000-8000-0000000e{number:0000}");

    public FreshDatabase this[string shape] => _databases[shape];

    public Task<RoleSession> BeginAsync(string shape, string? role, Guid? login = null) =>
        RoleSession.BeginAsync(this[shape].ConnectionString, role, login, TestContext.Current.CancellationToken);

    public async ValueTask InitializeAsync()
    {
        foreach (var (name, template) in StartingPoint.All)
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
