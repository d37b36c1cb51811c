using System.Data.Common;
using Npgsql;

namespace Unified.Media.Postgres;

/// <summary>The data sources of the three logins: of the application, the worker and the service. They may be the same.</summary>
internal sealed class PostgresConnections : IDisposable, IAsyncDisposable
{
    private readonly List<NpgsqlDataSource> _created = [];
    private readonly bool _usePreparedStatements;

    public PostgresConnections(PostgresCatalogOptions options)
    {
        _usePreparedStatements = options.UsePreparedStatements;
        App = options.DataSource ?? Open(options.ConnectionString!);
        Worker = options.WorkerDataSource ?? (options.WorkerConnectionString is { } worker ? Open(worker) : App);
        Service = options.ServiceDataSource ?? (options.ServiceConnectionString is { } service ? Open(service) : App);
    }

    public NpgsqlDataSource App { get; }

    public NpgsqlDataSource Worker { get; }

    public NpgsqlDataSource Service { get; }

    /// <summary>Disposes the data sources that this instance has created.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var source in _created)
        {
            await source.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc cref="DisposeAsync"/>
    public void Dispose()
    {
        foreach (var source in _created)
        {
            source.Dispose();
        }
    }

    // The slim builder needs no reflection, so that a host can be trimmed.
    private NpgsqlDataSource Open(string connectionString)
    {
        var builder = new NpgsqlSlimDataSourceBuilder(connectionString).EnableArrays().EnableTransportSecurity();
        var settings = builder.ConnectionStringBuilder;
        var keywords = Keywords(connectionString);
        if (_usePreparedStatements && !keywords.Contains("maxautoprepare"))
        {
            settings.MaxAutoPrepare = 100;
            settings.AutoPrepareMinUsages = 2;
        }

        if (!keywords.Contains("noresetonclose"))
        {
            // All settings of a call end with its transaction, so there is nothing to reset.
            settings.NoResetOnClose = true;
        }

        _created.Add(builder.Build());
        return _created[^1];
    }

    private static HashSet<string> Keywords(string connectionString)
    {
        var builder = new DbConnectionStringBuilder { ConnectionString = connectionString };
        return builder.Keys!.Cast<string>().Select(key => key.Replace(" ", "", StringComparison.Ordinal)).ToHashSet(StringComparer.OrdinalIgnoreCase);
    }
}
