using Npgsql;

namespace Unified.Media.Migrations;

/// <summary>Connections of the migrations' own, closed with the services.</summary>
internal sealed class MigrationConnections(string connectionString) : IAsyncDisposable, IDisposable
{
    public NpgsqlDataSource DataSource { get; } = Build(connectionString);

    public ValueTask DisposeAsync() => DataSource.DisposeAsync();

    public void Dispose() => DataSource.Dispose();

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
