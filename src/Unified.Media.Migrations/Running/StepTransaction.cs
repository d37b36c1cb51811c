using System.Data;
using System.Globalization;
using Npgsql;

namespace Unified.Media.Migrations;

/// <summary>
/// A transaction of a step: limited in how long it waits for locks, and tried again when it did not get them. Waiting for a table's lock
/// makes everybody who comes later wait too, so it is short, and between tries all others pass.
/// </summary>
internal sealed class StepTransaction(RunContext context, StepRun run)
{
    public async Task<T> RunAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> body, CancellationToken cancellationToken)
    {
        var retry = new LockRetry(context.Time, context.Options.LockWaitTimeout);
        var watch = new BlockerWatch(context, run.Step);
        while (true)
        {
            try
            {
                return await TryAsync(body, watch, cancellationToken).ConfigureAwait(false);
            }
            catch (PostgresException error) when (MigrationErrors.IsLockConflict(error))
            {
                run.Report(MigrationEventKind.Waiting, 0);
                var delay = retry.Next() ?? throw MigrationErrors.Locked(run.Step, context.Options.LockWaitTimeout, watch.LastSeen, error);
                Log.TriesAgain(context.Logger, run.Step.Name, delay.TotalMilliseconds);
                await Task.Delay(delay, context.Time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<T> TryAsync<T>(
        Func<NpgsqlConnection, CancellationToken, Task<T>> body, BlockerWatch watch, CancellationToken cancellationToken)
    {
        var connection = await context.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
        await using var closingTransaction = transaction.ConfigureAwait(false);
        var processId = await SetLimitsAsync(connection, cancellationToken).ConfigureAwait(false);
        if (!await RunnerLease.HoldAsync(connection, context.Names, run.Lock.Holder, cancellationToken).ConfigureAwait(false))
        {
            throw MigrationErrors.LockLost(run.Step);
        }

        var answer = await watch.DuringAsync(() => body(connection, cancellationToken), processId, cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return answer;
    }

    // For this transaction only, so that nothing of it stays on a connection that others use after us.
    private async Task<int> SetLimitsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var row = await Sql.RowAsync(
            connection,
            """
            SELECT pg_backend_pid(), set_config('lock_timeout', $1, true), set_config('statement_timeout', $2, true),
                set_config('idle_in_transaction_session_timeout', '0', true)
            """,
            cancellationToken,
            Milliseconds(context.Options.LockTimeout),
            Milliseconds(context.Options.StatementTimeout)).ConfigureAwait(false);
        return (int)row![0];
    }

    private static string Milliseconds(TimeSpan time) => ((long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
}
