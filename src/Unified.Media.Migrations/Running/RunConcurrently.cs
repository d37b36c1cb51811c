using Npgsql;

namespace Unified.Media.Migrations;

/// <summary>
/// Runs a step's statements one by one outside transactions. An index that an earlier try left invalid is dropped before, because
/// <c>IF NOT EXISTS</c> would take it for the real one, and one that is invalid afterwards is an error.
/// </summary>
internal sealed class RunConcurrently(RunContext context)
{
    public async Task<long> RunAsync(StepRun run, CancellationToken cancellationToken)
    {
        var connection = await context.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        var began = context.Time.GetTimestamp();
        await context.Journal.RecordRunningAsync(connection, run.Step, cancellationToken).ConfigureAwait(false);
        var timeouts = new UnlimitedSession(context, connection);
        await using var restoring = timeouts.ConfigureAwait(false);
        var processId = await timeouts.BeginAsync(cancellationToken).ConfigureAwait(false);
        foreach (var statement in Step.Split(run.Text))
        {
            await RunAsync(run, connection, processId, statement, cancellationToken).ConfigureAwait(false);
        }

        await context.Journal.RecordAppliedAsync(connection, run.Step, context.Time.GetElapsedTime(began), cancellationToken)
            .ConfigureAwait(false);
        return 0;
    }

    // A concurrent index waits for transactions, not in front of them: no limit, or it would never get ready on a busy table. A deadlock
    // ends it all the same.
    private async Task RunAsync(
        StepRun run, NpgsqlConnection connection, int processId, string statement, CancellationToken cancellationToken)
    {
        var retry = new LockRetry(context.Time, context.Options.LockWaitTimeout);
        var watch = new BlockerWatch(context, run.Step);
        while (true)
        {
            try
            {
                await watch.DuringAsync(() => TryAsync(connection, statement, cancellationToken), processId, cancellationToken)
                    .ConfigureAwait(false);
                return;
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

    private async Task<bool> TryAsync(NpgsqlConnection connection, string statement, CancellationToken cancellationToken)
    {
        var index = ConcurrentIndex.Of(statement);
        if (index is not null && await IsValidAsync(connection, index, cancellationToken).ConfigureAwait(false) == false)
        {
            Log.DropsInvalidIndex(context.Logger, index.QualifiedName);
            await Sql.ExecuteUnlimitedAsync(connection, $"DROP INDEX CONCURRENTLY IF EXISTS {index.QualifiedName}", cancellationToken)
                .ConfigureAwait(false);
        }

        await Sql.ExecuteUnlimitedAsync(connection, statement, cancellationToken).ConfigureAwait(false);
        return index is null || await IsValidAsync(connection, index, cancellationToken).ConfigureAwait(false) == true
            ? true
            : throw new NpgsqlException($"The index {index.QualifiedName} is not valid.");
    }

    private static async Task<bool?> IsValidAsync(NpgsqlConnection connection, ConcurrentIndex index, CancellationToken cancellationToken)
    {
        var row = await Sql.RowAsync(
            connection,
            "SELECT indisvalid FROM pg_catalog.pg_index WHERE indexrelid = to_regclass($1)",
            cancellationToken,
            index.QualifiedName).ConfigureAwait(false);
        return (bool?)row?[0];
    }
}
