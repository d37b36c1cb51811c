using Npgsql;

namespace Unified.Media.Migrations;

/// <summary>Provides the connections for the migrations of a host. Disposes the data source only if this class created it.</summary>
internal sealed class MigrationConnections(SchemaOptions options) : IAsyncDisposable, IDisposable
{
    public NpgsqlDataSource DataSource { get; } = options.DataSource ?? Build(options.ConnectionString!);

    public ValueTask DisposeAsync() => options.DataSource is null ? DataSource.DisposeAsync() : default;

    public void Dispose()
    {
        if (options.DataSource is null)
        {
            DataSource.Dispose();
        }
    }

    // The slim builder lets trimming remove unused features.
    private static NpgsqlDataSource Build(string connectionString)
    {
        var builder = new NpgsqlSlimDataSourceBuilder(connectionString);
        builder.ConnectionStringBuilder.ApplicationName ??= "unified-media migrations";
        builder.EnableTransportSecurity();
        builder.EnableIntegratedSecurity();
        return builder.Build();
    }
}
