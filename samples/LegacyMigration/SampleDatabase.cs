using System.Globalization;
using Npgsql;

namespace LegacyMigration;

/// <summary>
/// The database of this run, on a private server or on the server of <c>--postgres</c>. Disposing drops it unless <c>--keep</c> is set.
/// </summary>
internal sealed class SampleDatabase : IAsyncDisposable
{
    private readonly LocalServer? _server;
    private readonly string _adminConnectionString;
    private readonly bool _keep;

    private SampleDatabase(LocalServer? server, string adminConnectionString, string name, bool keep)
    {
        _server = server;
        _adminConnectionString = adminConnectionString;
        _keep = keep;
        Name = name;
        ConnectionString = new NpgsqlConnectionStringBuilder(adminConnectionString) { Database = name }.ConnectionString;
        Source = NpgsqlDataSource.Create(ConnectionString);
    }

    public string Name { get; }

    public string ConnectionString { get; }

    public NpgsqlDataSource Source { get; }

    /// <summary>Describes the server and the database, without a password.</summary>
    public string Description => _server is { } server
        ? $"a private server in {server.Folder}"
        : $"{new NpgsqlConnectionStringBuilder(_adminConnectionString).Host}, database {Name}";

    /// <returns>The database; null if the command line names no server and no private server can be started.</returns>
    public static async Task<SampleDatabase?> CreateAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        LocalServer? server = null;
        if (arguments.Postgres is null)
        {
            if (OperatingSystem.IsWindows() || ServerPrograms.Find() is not { } programs)
            {
                return null;
            }

            server = await LocalServer.StartAsync(programs, cancellationToken);
        }

        var adminConnectionString = server?.ConnectionString ?? arguments.Postgres!;
        var name = string.Create(CultureInfo.InvariantCulture, $"unified_media_sample_{DateTime.UtcNow:yyyyMMddHHmmss}_{Environment.ProcessId}");
        try
        {
            await ExecuteAsync(adminConnectionString, $"create database {name}", cancellationToken);
            return new(server, adminConnectionString, name, arguments.Keep);
        }
        catch
        {
            if (server is not null)
            {
                await server.DisposeAsync();
            }

            throw;
        }
    }

    public async Task<T> ScalarAsync<T>(string sql, CancellationToken cancellationToken)
    {
        await using var command = Source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
        else if (!_keep)
        {
            await ExecuteAsync(_adminConnectionString, $"drop database if exists {Name} with (force)", CancellationToken.None);
        }
    }

    private static async Task ExecuteAsync(string connectionString, string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
