using System.Data;
using Npgsql;

namespace Unified.Media.Migrations;

/// <summary>
/// Lifts a login's limits on waiting and on statements for as long as indexes are made, and puts them back. Behind a pooler in transaction
/// mode a session's settings would land on other clients' sessions: there nothing is set, and a limit is only reported.
/// </summary>
internal sealed class UnlimitedSession(RunContext context, NpgsqlConnection connection) : IAsyncDisposable
{
    private static readonly TimeSpan Restoring = TimeSpan.FromSeconds(2);

    private bool _isSet;

    /// <summary>Gives the process id of the server's side.</summary>
    public async Task<int> BeginAsync(CancellationToken cancellationToken)
    {
        var row = await Sql.RowAsync(
            connection,
            "SELECT pg_backend_pid(), current_setting('lock_timeout'), current_setting('statement_timeout')",
            cancellationToken).ConfigureAwait(false);
        var processId = (int)row![0];
        if (row is [_, "0", "0"])
        {
            return processId;
        }

        // A pooler makes up the process id that it tells its clients.
        if (processId != connection.ProcessID)
        {
            Log.TimeoutBehindPooler(context.Logger, $"lock_timeout = {row[1]}, statement_timeout = {row[2]}");
            return processId;
        }

        _isSet = true;
        await Sql.RowAsync(
            connection,
            "SELECT set_config('lock_timeout', '0', false), set_config('statement_timeout', '0', false)",
            cancellationToken).ConfigureAwait(false);
        return processId;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_isSet || !connection.FullState.HasFlag(ConnectionState.Open))
        {
            return;
        }

        try
        {
            using var limit = new CancellationTokenSource(Restoring, context.Time);
            await Sql.ExecuteAsync(connection, "RESET lock_timeout; RESET statement_timeout", limit.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is NpgsqlException or OperationCanceledException)
        {
            // The connection is broken and does not go back to the pool.
        }
    }
}
