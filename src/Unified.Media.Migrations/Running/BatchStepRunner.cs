namespace Unified.Media.Migrations;

/// <summary>
/// Applies a batch step: repeats its statement until it changes no row, each time in a transaction of its own. Locks are held briefly, and
/// committed batches stay. The statement itself stores the position that it has reached.
/// </summary>
internal sealed class BatchStepRunner(RunContext context)
{
    public async Task<long> ApplyAsync(StepRun run, CancellationToken cancellationToken)
    {
        await RecordRunningAsync(run.Step, cancellationToken).ConfigureAwait(false);
        var startedAt = context.Time.GetTimestamp();
        var rows = 0L;
        while (true)
        {
            var changed = await new StepTransaction(context, run).ExecuteAsync(
                async (connection, token) =>
                {
                    var changed = await Sql.ExecuteUnlimitedAsync(connection, run.Sql, token).ConfigureAwait(false);
                    if (changed > 0)
                    {
                        await context.Journal.RecordBatchAsync(connection, run.Step, changed, token).ConfigureAwait(false);
                    }
                    else
                    {
                        await context.Journal.RecordAppliedAsync(connection, run.Step, context.Time.GetElapsedTime(startedAt), token)
                            .ConfigureAwait(false);
                    }

                    return changed;
                },
                cancellationToken).ConfigureAwait(false);
            if (changed <= 0)
            {
                return rows;
            }

            rows += changed;
            run.ReportEvent(MigrationEventKind.Batch, rows);
        }
    }

    private async Task RecordRunningAsync(Step step, CancellationToken cancellationToken)
    {
        var connection = await context.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        await context.Journal.RecordRunningAsync(connection, step, cancellationToken).ConfigureAwait(false);
    }
}
