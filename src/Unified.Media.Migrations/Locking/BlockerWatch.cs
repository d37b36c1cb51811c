using System.Globalization;
using Npgsql;

namespace Unified.Media.Migrations;

/// <summary>
/// Watches a step from another connection, and describes the sessions that block it: process id, application, state and wait event. It does not
/// read their statements, because they can contain data.
/// </summary>
internal sealed class BlockerWatch(RunContext context, Step step)
{
    // The blockers are read after this share of the lock timeout, so that short waits cost no query.
    private const double DelayShareOfLockTimeout = 0.7;

    /// <summary>The description of the last blockers that were found; empty if none were found.</summary>
    public string LastBlockers { get; private set; } = string.Empty;

    /// <summary>Executes the action. While it runs, watches the session with the process id.</summary>
    public async Task<T> ExecuteAsync<T>(Func<Task<T>> action, int processId, CancellationToken cancellationToken)
    {
        using var endOfWatch = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = WatchAsync(processId, endOfWatch.Token);
        try
        {
            return await action().ConfigureAwait(false);
        }
        finally
        {
            await endOfWatch.CancelAsync().ConfigureAwait(false);
            await watching.ConfigureAwait(false);
        }
    }

    private async Task WatchAsync(int processId, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(context.Options.LockTimeout * DelayShareOfLockTimeout, context.Time, cancellationToken).ConfigureAwait(false);
                if (await FindBlockersAsync(processId, cancellationToken).ConfigureAwait(false) is { Length: > 0 } blockers)
                {
                    LastBlockers = blockers;
                    Log.WaitingForLocks(context.Logger, step.Name, blockers);
                }
            }
        }
        catch (Exception error) when (error is OperationCanceledException or NpgsqlException or MediaMigrationException)
        {
            // The blockers are only needed for the log and the error message, so the step continues without them.
        }
    }

    private async Task<string> FindBlockersAsync(int processId, CancellationToken cancellationToken)
    {
        var connection = await context.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        var row = await Sql.ReadRowAsync(
            connection,
            """
            SELECT coalesce(string_agg(format('process %s (%s, %s%s)', pid, coalesce(nullif(application_name, ''), backend_type, 'unknown'),
                coalesce(state, 'unknown state'), ', waits for ' || wait_event_type || ' ' || wait_event), ', ' ORDER BY pid), '')
            FROM pg_stat_activity WHERE pid = ANY (pg_blocking_pids($1))
            """,
            [processId],
            cancellationToken).ConfigureAwait(false);
        return Convert.ToString(row?[0], CultureInfo.InvariantCulture) ?? string.Empty;
    }
}
