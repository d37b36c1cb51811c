using System.Data.Common;
using Npgsql;

namespace Unified.Media.Postgres;

/// <summary>The logins of one catalog: the application's, the worker's and the service's. They may be one.</summary>
internal sealed class PostgresConnections : IAsyncDisposable
{
    private readonly List<NpgsqlDataSource> _own = [];

    private PostgresConnections()
    {
    }

    public required NpgsqlDataSource App { get; init; }

    public NpgsqlDataSource Worker { get; private set; } = null!;

    public NpgsqlDataSource Service { get; private set; } = null!;

    public static PostgresConnections Open(string connectionString, PostgresCatalogOptions options)
    {
        var app = Build(connectionString, options);
        var connections = new PostgresConnections { App = app };
        connections._own.Add(app);
        connections.AddOthers(options);
        return connections;
    }

    public static PostgresConnections Borrow(NpgsqlDataSource dataSource, PostgresCatalogOptions options)
    {
        var connections = new PostgresConnections { App = dataSource };
        connections.AddOthers(options);
        return connections;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var source in _own)
        {
            await source.DisposeAsync().ConfigureAwait(false);
        }
    }

    private void AddOthers(PostgresCatalogOptions options)
    {
        Worker = options.WorkerDataSource ?? OpenOwn(options.WorkerConnectionString, options) ?? App;
        Service = options.ServiceDataSource ?? OpenOwn(options.ServiceConnectionString, options) ?? App;
    }

    private NpgsqlDataSource? OpenOwn(string? connectionString, PostgresCatalogOptions options)
    {
        if (connectionString is null)
        {
            return null;
        }

        _own.Add(Build(connectionString, options));
        return _own[^1];
    }

    // The slim builder brings nothing that needs reflection, so that a trimmed host stays trimmed.
    private static NpgsqlDataSource Build(string connectionString, PostgresCatalogOptions options)
    {
        var builder = new NpgsqlSlimDataSourceBuilder(connectionString).EnableArrays().EnableTransportSecurity();
        var settings = builder.ConnectionStringBuilder;
        var given = Keywords(connectionString);
        if (options.PreparesStatements && !given.Contains("maxautoprepare"))
        {
            settings.MaxAutoPrepare = 100;
            settings.AutoPrepareMinUsages = 2;
        }

        if (!given.Contains("noresetonclose"))
        {
            // Nothing that a call sets outlives its transaction, so there is nothing to reset.
            settings.NoResetOnClose = true;
        }

        return builder.Build();
    }

    private static HashSet<string> Keywords(string connectionString)
    {
        var builder = new DbConnectionStringBuilder { ConnectionString = connectionString };
        return builder.Keys!.Cast<string>().Select(key => key.Replace(" ", "", StringComparison.Ordinal)).ToHashSet(StringComparer.OrdinalIgnoreCase);
    }
}
