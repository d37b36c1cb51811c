using Npgsql;

namespace Unified.Media.Migrations;

/// <summary>
/// Applies a concurrent step: executes its statements one by one outside transactions. First drops an index that an earlier attempt left
/// invalid, because <c>IF NOT EXISTS</c> would skip it. An index that is invalid after its creation is an error.
/// </summary>
internal sealed class ConcurrentStepRunner(RunContext context)
{
    public async Task<long> ApplyAsync(StepRun run, CancellationToken cancellationToken)
    {
        var connection = await context.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        var startedAt = context.Time.GetTimestamp();
        await context.Journal.RecordRunningAsync(connection, run.Step, cancellationToken).ConfigureAwait(false);
        var session = new UnlimitedSession(context, connection);
        await using var restoring = session.ConfigureAwait(false);
        var processId = await session.DisableTimeoutsAsync(cancellationToken).ConfigureAwait(false);
        foreach (var statement in Step.Split(run.Sql))
        {
            await ExecuteWithRetryAsync(run, connection, processId, statement, cancellationToken).ConfigureAwait(false);
        }

        await context.Journal.RecordAppliedAsync(connection, run.Step, context.Time.GetElapsedTime(startedAt), cancellationToken)
            .ConfigureAwait(false);
        return 0;
    }

    // The statement has no timeout: CREATE INDEX CONCURRENTLY waits for running transactions without blocking them, and with a timeout it might
    // never finish on a busy table. It can still fail with a deadlock, and is then retried.
    private async Task ExecuteWithRetryAsync(
        StepRun run, NpgsqlConnection connection, int processId, string statement, CancellationToken cancellationToken)
    {
        var retry = new LockRetry(context.Time, context.Options.LockWaitTimeout);
        var watch = new BlockerWatch(context, run.Step);
        while (true)
        {
            try
            {
                await watch.ExecuteAsync(() => TryExecuteAsync(connection, statement, cancellationToken), processId, cancellationToken)
                    .ConfigureAwait(false);
                return;
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

    private async Task<bool> TryExecuteAsync(NpgsqlConnection connection, string statement, CancellationToken cancellationToken)
    {
        var index = ConcurrentIndex.Parse(statement);
        if (index is not null && await IsValidAsync(connection, index, cancellationToken).ConfigureAwait(false) == false)
        {
            Log.DroppingInvalidIndex(context.Logger, index.QualifiedName);
            await Sql.ExecuteUnlimitedAsync(connection, $"DROP INDEX CONCURRENTLY IF EXISTS {index.QualifiedName}", cancellationToken)
                .ConfigureAwait(false);
        }

        await Sql.ExecuteUnlimitedAsync(connection, statement, cancellationToken).ConfigureAwait(false);
        return index is null || await IsValidAsync(connection, index, cancellationToken).ConfigureAwait(false) == true
            ? true
            : throw new NpgsqlException($"The index {index.QualifiedName} is invalid after its creation.");
    }

    // Returns null if the index does not exist.
    private static async Task<bool?> IsValidAsync(NpgsqlConnection connection, ConcurrentIndex index, CancellationToken cancellationToken)
    {
        var row = await Sql.ReadRowAsync(
            connection,
            "SELECT indisvalid FROM pg_catalog.pg_index WHERE indexrelid = to_regclass($1)",
            [index.QualifiedName],
            cancellationToken).ConfigureAwait(false);
        return (bool?)row?[0];
    }
}
