using Npgsql;

namespace Unified.Media.TestDatabase;

/// <summary>A database of one test or test class. Disposing drops it.</summary>
public sealed class FreshDatabase : IAsyncDisposable
{
    private readonly Lazy<NpgsqlDataSource> _dataSource;

    internal FreshDatabase(TestServer server, string name)
    {
        Server = server;
        Name = name;
        _dataSource = new(() => NpgsqlDataSource.Create(ConnectionString));
    }

    public TestServer Server { get; }

    public string Name { get; }

    /// <summary>The connection string of a superuser.</summary>
    public string ConnectionString => Server.ConnectionStringTo(Name);

    /// <summary>Pooled connections of a superuser.</summary>
    public NpgsqlDataSource DataSource => _dataSource.Value;

    /// <summary>Creates a database on the server that all tests of this process share.</summary>
    public static async Task<FreshDatabase> CreateAsync(DatabaseTemplate? template = null, CancellationToken cancellationToken = default) =>
        await (await TestServer.SharedAsync()).CreateDatabaseAsync(template, cancellationToken);

    /// <summary>Creates a login role with <see cref="TestServer.CreateLoginAsync"/>. Returns its connection string.</summary>
    public async Task<string> CreateLoginAsync(
        string role, IReadOnlyCollection<string>? memberOf = null, CancellationToken cancellationToken = default)
    {
        var (user, password) = await Server.CreateLoginAsync(role, memberOf, cancellationToken);
        return new NpgsqlConnectionStringBuilder(ConnectionString) { Username = user, Password = password }.ConnectionString;
    }

    /// <summary>Runs statements as a superuser. Returns the number of changed rows.</summary>
    public async Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken = default)
    {
        await using var command = DataSource.CreateCommand(sql);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Returns the first column of the first row as a superuser; default when there is no row or the value is null.</summary>
    public async Task<T?> ScalarAsync<T>(string sql, CancellationToken cancellationToken = default)
    {
        await using var command = DataSource.CreateCommand(sql);
        return await command.ExecuteScalarAsync(cancellationToken) is T value ? value : default;
    }

    /// <summary>Returns the first column of all rows as a superuser.</summary>
    public async Task<IReadOnlyList<T>> ColumnAsync<T>(string sql, CancellationToken cancellationToken = default)
    {
        await using var command = DataSource.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var values = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            values.Add(reader.GetFieldValue<T>(0));
        }

        return values;
    }

    /// <summary>Waits up to 30 seconds until another session of this database fulfills the condition on pg_stat_activity.</summary>
    public async Task WaitForSessionAsync(string condition, CancellationToken cancellationToken = default)
    {
        for (var tries = 0; tries < 1_500; tries++)
        {
            if (await ScalarAsync<bool>(
                $"SELECT count(*) > 0 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND {condition}",
                cancellationToken))
            {
                return;
            }

            await Task.Delay(20, cancellationToken);
        }

        throw new TimeoutException($"No session fulfilled the condition: {condition}.");
    }

    public async ValueTask DisposeAsync()
    {
        if (_dataSource.IsValueCreated)
        {
            await _dataSource.Value.DisposeAsync();
        }

        try
        {
            await Server.ExecuteAsync($"DROP DATABASE IF EXISTS {Name} WITH (FORCE)");
        }
        catch (NpgsqlException)
        {
            // The server was killed or is gone, and the database with it.
        }
    }
}
