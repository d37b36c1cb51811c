using System.Globalization;
using Npgsql;

namespace Unified.Media.Migrations;

/// <summary>
/// Looks, on another connection, who keeps a step waiting: process id, application, state and what it waits for itself. Not its statement,
/// which may hold data.
/// </summary>
internal sealed class BlockerWatch(RunContext context, Step step)
{
    // Close to the end of the wait, so that a short one costs nothing.
    private const double Share = 0.7;

    /// <summary>Who was seen last; empty when nobody was.</summary>
    public string LastSeen { get; private set; } = string.Empty;

    /// <summary>Runs it, and looks meanwhile at what the session of this process id waits for.</summary>
    public async Task<T> DuringAsync<T>(Func<Task<T>> action, int processId, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = WatchAsync(processId, end.Token);
        try
        {
            return await action().ConfigureAwait(false);
        }
        finally
        {
            await end.CancelAsync().ConfigureAwait(false);
            await watching.ConfigureAwait(false);
        }
    }

    private async Task WatchAsync(int processId, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(context.Options.LockTimeout * Share, context.Time, cancellationToken).ConfigureAwait(false);
                if (await LookAsync(processId, cancellationToken).ConfigureAwait(false) is { Length: > 0 } blockers)
                {
                    LastSeen = blockers;
                    Log.WaitsForLocks(context.Logger, step.Name, blockers);
                }
            }
        }
        catch (Exception error) when (error is OperationCanceledException or NpgsqlException or MediaMigrationException)
        {
            // It only helps people to understand: the step itself goes on without it.
        }
    }

    private async Task<string> LookAsync(int processId, CancellationToken cancellationToken)
    {
        var connection = await context.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        var row = await Sql.RowAsync(
            connection,
            """
            SELECT coalesce(string_agg(format('process %s (%s, %s%s)', pid, coalesce(nullif(application_name, ''), backend_type, 'unknown'),
                coalesce(state, 'unknown state'), ', waits for ' || wait_event_type || ' ' || wait_event), ', ' ORDER BY pid), '')
            FROM pg_stat_activity WHERE pid = ANY (pg_blocking_pids($1))
            """,
            cancellationToken,
            processId).ConfigureAwait(false);
        return Convert.ToString(row?[0], CultureInfo.InvariantCulture) ?? string.Empty;
    }
}
