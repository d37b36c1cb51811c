using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;
using Testcontainers.PostgreSql;

namespace Unified.Media.TestDatabase;

/// <summary>
/// A PostgreSQL server for tests: the server of the variable UNIFIED_MEDIA_TEST_POSTGRES (a connection string of a superuser), a server that runs
/// the programs of this machine, or a container. The tests remove their databases and roles. A database is a copy of a template.
/// </summary>
public sealed class TestServer : IAsyncDisposable
{
    private const string Variable = "UNIFIED_MEDIA_TEST_POSTGRES";

    // Roles are shared by the whole server, so every login has the same password.
    private const string Password = "for-tests-only";

    private static readonly Lazy<Task<TestServer>> Shared = new(() => FindAsync(ServerSettings.Fast, CancellationToken.None));

    private readonly PrivateServer? _private;
    private readonly PostgreSqlContainer? _container;
    private readonly GivenServer? _given;
    private readonly string? _givenConnectionString;
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _templates = new();
    private readonly ConcurrentDictionary<string, string> _logins = new();
    private readonly SemaphoreSlim _filling = new(1);
    private readonly SemaphoreSlim _roles = new(1);
    private readonly string _prefix = string.Create(
        CultureInfo.InvariantCulture, $"umt_{DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 3600}_{Random.Shared.Next():x}");
    private int _databases;

    private TestServer(PrivateServer? server, PostgreSqlContainer? container, string? given)
    {
        _private = server;
        _container = container;
        _givenConnectionString = given;
        _given = given is null ? null : GivenServer.Open(given, _prefix);
    }

    /// <summary>The connection string of a superuser to the database <c>postgres</c>.</summary>
    public string ConnectionString => _private?.ConnectionString ?? _container?.GetConnectionString() ?? _givenConnectionString!;

    /// <summary>True for a server that runs the programs of this machine and can be killed.</summary>
    public bool IsPrivate => _private is not null;

    internal IReadOnlyDictionary<string, string> Logins => _logins;

    /// <summary>Returns the server that all tests of this process share. It ends with the process.</summary>
    public static Task<TestServer> SharedAsync() => Shared.Value;

    /// <summary>Starts a server for one test, which can be killed or configured. It needs the programs on this machine.</summary>
    public static async Task<TestServer> StartPrivateAsync(
        IReadOnlyDictionary<string, string>? settings = null, CancellationToken cancellationToken = default)
    {
        var programs = ServerBinaries.FindFolder() ?? throw new InvalidOperationException(
            "This test kills its server, so it needs the programs initdb and postgres on this machine: apt-get install postgresql.");
        return new(await PrivateServer.StartAsync(programs, settings ?? ServerSettings.Durable, cancellationToken), null, null);
    }

    /// <summary>Uses an existing server, like the variable UNIFIED_MEDIA_TEST_POSTGRES.</summary>
    /// <param name="connectionString">The connection string of a superuser.</param>
    public static TestServer Given(string connectionString) => new(null, null, connectionString);

    /// <summary>Starts a server with settings, for measurements. A server of UNIFIED_MEDIA_TEST_POSTGRES keeps its own settings.</summary>
    public static Task<TestServer> StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken = default) =>
        FindAsync(settings, cancellationToken);

    /// <summary>Kills every process of the server, like a power failure.</summary>
    public Task KillAsync(CancellationToken cancellationToken = default) => MustBePrivate().KillAsync(cancellationToken);

    /// <summary>Starts the server again after <see cref="KillAsync"/>, on the same port if it is still free.</summary>
    public Task RestartAsync(CancellationToken cancellationToken = default) => MustBePrivate().StartAsync(cancellationToken);

    /// <summary>Creates a database as a copy of the template. Disposing drops it.</summary>
    public async Task<FreshDatabase> CreateDatabaseAsync(DatabaseTemplate? template = null, CancellationToken cancellationToken = default)
    {
        var source = await GetTemplateAsync(template ?? DatabaseTemplate.Empty);
        var name = string.Create(CultureInfo.InvariantCulture, $"{_prefix}_{Interlocked.Increment(ref _databases)}");
        await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {source}", cancellationToken);
        return new(this, name);
    }

    /// <summary>
    /// Creates or changes a login role. The role is NOINHERIT, not a superuser and subject to row-level security. Roles are shared by the whole
    /// server, so several tests may request the same name.
    /// </summary>
    public async Task<(string User, string Password)> CreateLoginAsync(
        string role, IReadOnlyCollection<string>? memberOf = null, CancellationToken cancellationToken = default)
    {
        await _roles.WaitAsync(cancellationToken);
        try
        {
            await ExecuteAsync(
                $"""
                DO $do$ BEGIN
                    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN CREATE ROLE {role}; END IF;
                END $do$;
                ALTER ROLE {role} LOGIN PASSWORD '{Password}' NOINHERIT NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB NOREPLICATION;
                """,
                cancellationToken);
            foreach (var group in memberOf ?? [])
            {
                await ExecuteAsync(
                    $"""
                    DO $do$ BEGIN
                        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{group}') THEN CREATE ROLE {group} NOLOGIN; END IF;
                    END $do$;
                    GRANT {group} TO {role};
                    """,
                    cancellationToken);
            }

            _logins[role] = Password;
            return (role, Password);
        }
        finally
        {
            _roles.Release();
        }
    }

    /// <summary>Starts PgBouncer in transaction mode for all databases of the server. Create the logins first.</summary>
    public Task<PgBouncer> StartPgBouncerAsync(int poolSize = 20, CancellationToken cancellationToken = default) =>
        PgBouncer.StartAsync(this, poolSize, cancellationToken);

    /// <summary>Runs statements in the database <c>postgres</c>.</summary>
    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken = default)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync(cancellationToken);
        // Copying a database with millions of rows takes long.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_private is not null)
        {
            await _private.DisposeAsync();
        }

        if (_container is not null)
        {
            await _container.DisposeAsync();
        }

        _given?.Dispose();
        _filling.Dispose();
        _roles.Dispose();
    }

    internal string ConnectionStringTo(string database) =>
        new NpgsqlConnectionStringBuilder(ConnectionString) { Database = database, IncludeErrorDetail = true }.ConnectionString;

    private static async Task<TestServer> FindAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
        {
            return Given(given);
        }

        if (ServerBinaries.FindFolder() is { } programs)
        {
            return new(await PrivateServer.StartAsync(programs, settings, cancellationToken), null, null);
        }

        return await ContainerServer.TryStartAsync(settings, cancellationToken) is { } container
            ? new(null, container, null)
            : throw new InvalidOperationException(
                $"The tests need PostgreSQL 15 or newer. Install it (apt-get install postgresql; no cluster is needed), or start Docker, or set "
                + $"{Variable} to the connection string of a superuser on a server for tests.");
    }

    private PrivateServer MustBePrivate() =>
        _private ?? throw new InvalidOperationException("Only a private server can be killed. Use StartPrivateAsync.");

    // One template at a time, because the legacy fixtures create roles, which the whole server shares.
    private Task<string> GetTemplateAsync(DatabaseTemplate template) =>
        _templates.GetOrAdd(template.Name, _ => new(() => MakeTemplateAsync(template))).Value;

    private async Task<string> MakeTemplateAsync(DatabaseTemplate template)
    {
        if (template.Parent is not { } parent)
        {
            return "template1";
        }

        var source = await GetTemplateAsync(parent);
        var name = string.Create(CultureInfo.InvariantCulture, $"{_prefix}_t{Interlocked.Increment(ref _databases)}");
        await _filling.WaitAsync();
        try
        {
            await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {source}");

            // Unpooled, because a template must have no connections when it is copied.
            var connectionString = ConnectionStringTo(name) + ";Pooling=false";
            await template.Fill(connectionString, CancellationToken.None);
            await ExecuteAsync($"ALTER DATABASE {name} ALLOW_CONNECTIONS false");
            await ExecuteAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
            return name;
        }
        finally
        {
            _filling.Release();
        }
    }
}
