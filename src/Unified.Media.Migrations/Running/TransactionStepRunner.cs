namespace Unified.Media.Migrations;

/// <summary>Applies a step in one transaction, together with its row in the journal.</summary>
internal sealed class TransactionStepRunner(RunContext context)
{
    public async Task<long> ApplyAsync(StepRun run, CancellationToken cancellationToken)
    {
        await new StepTransaction(context, run).ExecuteAsync(
            async (connection, token) =>
            {
                var startedAt = context.Time.GetTimestamp();
                await Sql.ExecuteUnlimitedAsync(connection, run.Sql, token).ConfigureAwait(false);
                await context.Journal.RecordAppliedAsync(connection, run.Step, context.Time.GetElapsedTime(startedAt), token).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return 0;
    }
}
