namespace Unified.Media.Migrations;

/// <summary>Runs a step that is one transaction; its row in the journal is part of it.</summary>
internal sealed class RunTransaction(RunContext context)
{
    public async Task<long> RunAsync(StepRun run, CancellationToken cancellationToken)
    {
        await new StepTransaction(context, run).RunAsync(
            async (connection, token) =>
            {
                var began = context.Time.GetTimestamp();
                await Sql.ExecuteUnlimitedAsync(connection, run.Text, token).ConfigureAwait(false);
                await context.Journal.RecordAppliedAsync(connection, run.Step, context.Time.GetElapsedTime(began), token).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return 0;
    }
}
