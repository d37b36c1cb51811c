using Microsoft.Extensions.Logging;
using Npgsql;

namespace Unified.Media.Migrations;

/// <summary>The settings and services of a migration.</summary>
internal sealed record RunContext(
    NpgsqlDataSource DataSource, PostgresSchemaNames Names, SchemaOptions Options, IReadOnlyList<SchemaModule> Modules, TimeProvider Time,
    ILogger Logger)
{
    public SchemaJournal Journal { get; } = new(Names, Time);

    /// <summary>Reads the state of every step.</summary>
    public async Task<SchemaState> ReadStateAsync(CancellationToken cancellationToken)
    {
        var connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        return new(Modules, await Journal.ReadAsync(connection, Modules, cancellationToken).ConfigureAwait(false), Names);
    }

    /// <summary>Opens a connection and checks the version of the server.</summary>
    public async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = await DataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            MigrationErrors.CheckVersion(connection);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
