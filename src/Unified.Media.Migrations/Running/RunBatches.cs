namespace Unified.Media.Migrations;

/// <summary>
/// Runs a step's one statement until it changes nothing more, each time in a transaction of its own: locks are short, and what is complete
/// stays complete. The statement itself knows where to go on.
/// </summary>
internal sealed class RunBatches(RunContext context)
{
    public async Task<long> RunAsync(StepRun run, CancellationToken cancellationToken)
    {
        await RecordRunningAsync(run.Step, cancellationToken).ConfigureAwait(false);
        var began = context.Time.GetTimestamp();
        var rows = 0L;
        while (true)
        {
            var changed = await new StepTransaction(context, run).RunAsync(
                async (connection, token) =>
                {
                    var changed = await Sql.ExecuteUnlimitedAsync(connection, run.Text, token).ConfigureAwait(false);
                    if (changed > 0)
                    {
                        await context.Journal.RecordBatchAsync(connection, run.Step, changed, token).ConfigureAwait(false);
                    }
                    else
                    {
                        await context.Journal.RecordAppliedAsync(connection, run.Step, context.Time.GetElapsedTime(began), token)
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
            run.Report(MigrationEventKind.Batch, rows);
        }
    }

    private async Task RecordRunningAsync(Step step, CancellationToken cancellationToken)
    {
        var connection = await context.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        await context.Journal.RecordRunningAsync(connection, step, cancellationToken).ConfigureAwait(false);
    }
}
