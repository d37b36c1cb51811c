using System.Data.Common;
using Npgsql;

namespace Unified.Media.Postgres;

/// <summary>The data sources of the application, the worker and the service. Several of them may be one data source.</summary>
internal sealed class PostgresConnections : IDisposable, IAsyncDisposable
{
    private readonly List<NpgsqlDataSource> _createdDataSources = [];
    private readonly bool _usePreparedStatements;

    public PostgresConnections(PostgresCatalogOptions options)
    {
        _usePreparedStatements = options.UsePreparedStatements;
        App = options.DataSource ?? CreateDataSource(options.ConnectionString!);
        Worker = options.WorkerDataSource ?? (options.WorkerConnectionString is { } workerString ? CreateDataSource(workerString) : App);
        Service = options.ServiceDataSource ?? (options.ServiceConnectionString is { } serviceString ? CreateDataSource(serviceString) : App);
    }

    public NpgsqlDataSource App { get; }

    public NpgsqlDataSource Worker { get; }

    public NpgsqlDataSource Service { get; }

    /// <summary>Disposes the data sources that this instance has created, but not those of the application.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var dataSource in _createdDataSources)
        {
            await dataSource.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc cref="DisposeAsync"/>
    public void Dispose()
    {
        foreach (var dataSource in _createdDataSources)
        {
            dataSource.Dispose();
        }
    }

    // The slim builder needs no reflection, so that a host can be trimmed.
    private NpgsqlDataSource CreateDataSource(string connectionString)
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
            // All settings of a call end with its transaction, so nothing needs to be reset.
            settings.NoResetOnClose = true;
        }

        _createdDataSources.Add(builder.Build());
        return _createdDataSources[^1];
    }

    private static HashSet<string> Keywords(string connectionString)
    {
        var builder = new DbConnectionStringBuilder { ConnectionString = connectionString };
        return builder.Keys!.Cast<string>().Select(key => key.Replace(" ", "", StringComparison.Ordinal)).ToHashSet(StringComparer.OrdinalIgnoreCase);
    }
}
