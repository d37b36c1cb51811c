using System.Globalization;
using Npgsql;

namespace Unified.Media.Migrations;

/// <summary>
/// Watches a step from another connection, and describes the sessions that block it: process id, application, state and wait event. It does not
/// read their statements, because they can contain data.
/// </summary>
internal sealed class BlockerWatch(RunContext context, Step step)
{
    // The check runs close to the end of the lock timeout, so that short waits cost nothing.
    private const double LockTimeoutShare = 0.7;

    /// <summary>Describes the blockers that were found last; empty if none were found.</summary>
    public string LastBlockers { get; private set; } = string.Empty;

    /// <summary>Executes the action, and meanwhile watches the session with the process id.</summary>
    public async Task<T> ExecuteAsync<T>(Func<Task<T>> action, int processId, CancellationToken cancellationToken)
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
                await Task.Delay(context.Options.LockTimeout * LockTimeoutShare, context.Time, cancellationToken).ConfigureAwait(false);
                if (await FindBlockersAsync(processId, cancellationToken).ConfigureAwait(false) is { Length: > 0 } blockers)
                {
                    LastBlockers = blockers;
                    Log.WaitingForLocks(context.Logger, step.Name, blockers);
                }
            }
        }
        catch (Exception error) when (error is OperationCanceledException or NpgsqlException or MediaMigrationException)
        {
            // Blockers are only information for the log and the error: the step continues without it.
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
