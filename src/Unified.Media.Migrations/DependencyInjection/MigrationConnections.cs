using Npgsql;

namespace Unified.Media.Migrations;

/// <summary>The connections of a host's migrations. Those that are made here are closed with the services.</summary>
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

    // The slim builder keeps what is not used out of trimmed programs.
    private static NpgsqlDataSource Build(string connectionString)
    {
        var builder = new NpgsqlSlimDataSourceBuilder(connectionString);
        builder.ConnectionStringBuilder.ApplicationName ??= "unified-media migrations";
        builder.EnableTransportSecurity();
        builder.EnableIntegratedSecurity();
        return builder.Build();
    }
}
