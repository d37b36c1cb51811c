using System.Data;
using System.Globalization;
using Npgsql;

namespace Unified.Media.Migrations;

/// <summary>
/// Executes a transaction of a step with a lock timeout, and retries it when it did not acquire its locks. Other sessions queue behind a
/// transaction that waits for a table lock, so each attempt waits briefly, and the session pauses between attempts.
/// </summary>
internal sealed class StepTransaction(RunContext context, StepRun run)
{
    public async Task<T> ExecuteAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> body, CancellationToken cancellationToken)
    {
        var retry = new LockRetry(context.Time, context.Options.LockWaitTimeout);
        var watch = new BlockerWatch(context, run.Step);
        while (true)
        {
            try
            {
                return await TryExecuteAsync(body, watch, cancellationToken).ConfigureAwait(false);
            }
            catch (PostgresException error) when (MigrationErrors.IsLockConflict(error))
            {
                run.ReportEvent(MigrationEventKind.Waiting, 0);
                var delay = retry.NextDelay() ?? throw MigrationErrors.Locked(run.Step, context.Options.LockWaitTimeout, watch.LastBlockers, error);
                Log.RetryingStep(context.Logger, run.Step.Name, delay.TotalMilliseconds);
                await Task.Delay(delay, context.Time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<T> TryExecuteAsync<T>(
        Func<NpgsqlConnection, CancellationToken, Task<T>> body, BlockerWatch watch, CancellationToken cancellationToken)
    {
        var connection = await context.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
        await using var closingTransaction = transaction.ConfigureAwait(false);
        var processId = await SetTimeoutsAsync(connection, cancellationToken).ConfigureAwait(false);
        if (!await RunnerLease.LockAsync(connection, context.Names, run.Lock.Holder, cancellationToken).ConfigureAwait(false))
        {
            throw MigrationErrors.LockLost(run.Step);
        }

        var result = await watch.ExecuteAsync(() => body(connection, cancellationToken), processId, cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return result;
    }

    // Sets the timeouts for this transaction only, so that they do not stay on a pooled connection.
    private async Task<int> SetTimeoutsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var row = await Sql.ReadRowAsync(
            connection,
            """
            SELECT pg_backend_pid(), set_config('lock_timeout', $1, true), set_config('statement_timeout', $2, true),
                set_config('idle_in_transaction_session_timeout', '0', true)
            """,
            [Milliseconds(context.Options.LockTimeout), Milliseconds(context.Options.StatementTimeout)],
            cancellationToken).ConfigureAwait(false);
        return (int)row![0];
    }

    private static string Milliseconds(TimeSpan time) => ((long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
}
