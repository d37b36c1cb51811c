using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;
using Testcontainers.PostgreSql;

namespace Unified.Media.TestDatabase;

/// <summary>
/// A PostgreSQL server for tests: the server of the variable UNIFIED_MEDIA_TEST_POSTGRES (a connection string of a superuser), a server that runs
/// the programs of this machine, or a container. A database is a copy of a template. The databases and roles of the tests are dropped at the end.
/// </summary>
public sealed class TestServer : IAsyncDisposable
{
    private const string Variable = "UNIFIED_MEDIA_TEST_POSTGRES";

    // Roles are shared by the whole server, so every login has the same password.
    private const string Password = "for-tests-only";

    private static readonly Lazy<Task<TestServer>> Shared = new(() => FindAsync(ServerSettings.Fast, CancellationToken.None));

    private readonly PrivateServer? _private;
    private readonly PostgreSqlContainer? _container;
    private readonly ExistingServer? _existing;
    private readonly string? _existingConnectionString;
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _templates = new();
    private readonly ConcurrentDictionary<string, string> _logins = new();
    private readonly SemaphoreSlim _templateLock = new(1);
    private readonly SemaphoreSlim _roleLock = new(1);
    private readonly string _prefix = string.Create(
        CultureInfo.InvariantCulture, $"umt_{DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 3600}_{Random.Shared.Next():x}");
    private int _databaseCount;

    private TestServer(PrivateServer? server, PostgreSqlContainer? container, string? existing)
    {
        _private = server;
        _container = container;
        _existingConnectionString = existing;
        _existing = existing is null ? null : ExistingServer.Open(existing, _prefix);
    }

    /// <summary>The connection string of a superuser to the database <c>postgres</c>.</summary>
    public string ConnectionString => _private?.ConnectionString ?? _container?.GetConnectionString() ?? _existingConnectionString!;

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

    /// <summary>Uses an existing server, as with the variable UNIFIED_MEDIA_TEST_POSTGRES.</summary>
    /// <param name="connectionString">The connection string of a superuser.</param>
    public static TestServer UseExisting(string connectionString) => new(null, null, connectionString);

    /// <summary>Starts a server with settings, for measurements. A server of UNIFIED_MEDIA_TEST_POSTGRES keeps its own settings.</summary>
    public static Task<TestServer> StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken = default) =>
        FindAsync(settings, cancellationToken);

    /// <summary>Kills every process of the server, like a power failure.</summary>
    public Task KillAsync(CancellationToken cancellationToken = default) => RequirePrivate().KillAsync(cancellationToken);

    /// <summary>Starts the server again after <see cref="KillAsync"/>, on the same port if it is still free.</summary>
    public Task RestartAsync(CancellationToken cancellationToken = default) => RequirePrivate().StartAsync(cancellationToken);

    /// <summary>Creates a database as a copy of the template. Disposing drops it.</summary>
    public async Task<FreshDatabase> CreateDatabaseAsync(DatabaseTemplate? template = null, CancellationToken cancellationToken = default)
    {
        var source = await GetTemplateAsync(template ?? DatabaseTemplate.Empty);
        var name = string.Create(CultureInfo.InvariantCulture, $"{_prefix}_{Interlocked.Increment(ref _databaseCount)}");
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
        await _roleLock.WaitAsync(cancellationToken);
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
            _roleLock.Release();
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

        // Copying a database with millions of rows takes minutes.
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

        _existing?.Dispose();
        _templateLock.Dispose();
        _roleLock.Dispose();
    }

    internal string ConnectionStringTo(string database) =>
        new NpgsqlConnectionStringBuilder(ConnectionString) { Database = database, IncludeErrorDetail = true }.ConnectionString;

    private static async Task<TestServer> FindAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } existing)
        {
            return UseExisting(existing);
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

    private PrivateServer RequirePrivate() =>
        _private ?? throw new InvalidOperationException("Only a private server can be killed. Use StartPrivateAsync.");

    private Task<string> GetTemplateAsync(DatabaseTemplate template) =>
        _templates.GetOrAdd(template.Name, _ => new(() => CreateTemplateAsync(template))).Value;

    private async Task<string> CreateTemplateAsync(DatabaseTemplate template)
    {
        if (template.Parent is not { } parent)
        {
            return "template1";
        }

        var source = await GetTemplateAsync(parent);
        var name = string.Create(CultureInfo.InvariantCulture, $"{_prefix}_t{Interlocked.Increment(ref _databaseCount)}");

        // One template at a time, because the legacy fixtures create roles, which the whole server shares.
        await _templateLock.WaitAsync();
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
            _templateLock.Release();
        }
    }
}
