using Microsoft.Extensions.Logging;
using Npgsql;

namespace Unified.Media.Migrations;

/// <summary>What everything within a migration works with.</summary>
internal sealed record RunContext(NpgsqlDataSource DataSource, SchemaOptions Options, StepSource Source, TimeProvider Time, ILogger Logger)
{
    public SchemaJournal Journal { get; } = new(Options, Time);

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
