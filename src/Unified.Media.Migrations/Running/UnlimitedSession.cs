using System.Data;
using Npgsql;

namespace Unified.Media.Migrations;

/// <summary>
/// Disables the lock and statement timeouts of a session while indexes are created, and restores them. Behind a pooler in transaction mode the
/// settings would affect sessions of other clients, so nothing is set there, and a timeout is only logged.
/// </summary>
internal sealed class UnlimitedSession(RunContext context, NpgsqlConnection connection) : IAsyncDisposable
{
    private static readonly TimeSpan RestoreTimeout = TimeSpan.FromSeconds(2);

    private bool _areTimeoutsDisabled;

    /// <summary>Disables the timeouts and returns the process id of the session.</summary>
    public async Task<int> DisableTimeoutsAsync(CancellationToken cancellationToken)
    {
        var row = await Sql.ReadRowAsync(
            connection,
            "SELECT pg_backend_pid(), current_setting('lock_timeout'), current_setting('statement_timeout')",
            [],
            cancellationToken).ConfigureAwait(false);
        var processId = (int)row![0];
        if (row is [_, "0", "0"])
        {
            return processId;
        }

        // A pooler reports a different process id to its client than the server has.
        if (processId != connection.ProcessID)
        {
            Log.TimeoutBehindPooler(context.Logger, $"lock_timeout = {row[1]}, statement_timeout = {row[2]}");
            return processId;
        }

        _areTimeoutsDisabled = true;
        await Sql.ReadRowAsync(
            connection,
            "SELECT set_config('lock_timeout', '0', false), set_config('statement_timeout', '0', false)",
            [],
            cancellationToken).ConfigureAwait(false);
        return processId;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_areTimeoutsDisabled || !connection.FullState.HasFlag(ConnectionState.Open))
        {
            return;
        }

        try
        {
            using var timeout = new CancellationTokenSource(RestoreTimeout, context.Time);
            await Sql.ExecuteAsync(connection, "RESET lock_timeout; RESET statement_timeout", timeout.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is NpgsqlException or OperationCanceledException)
        {
            // The connection is broken, so it does not return to the pool.
        }
    }
}
