using Microsoft.Extensions.Logging;
using Npgsql;

namespace Unified.Media.Migrations;

/// <summary>What everything within a migration works with.</summary>
internal sealed record RunContext(
    NpgsqlDataSource DataSource, PostgresSchemaNames Names, SchemaOptions Options, IReadOnlyList<SchemaModule> Modules, TimeProvider Time,
    ILogger Logger)
{
    public SchemaJournal Journal { get; } = new(Names, Time);

    /// <summary>Where every step stands now.</summary>
    public async Task<Standing> ReadStandingAsync(CancellationToken cancellationToken)
    {
        var connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        return new(Modules, await Journal.ReadAsync(connection, Modules, cancellationToken).ConfigureAwait(false), Names);
    }

    /// <summary>A connection to a server that is new enough.</summary>
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
