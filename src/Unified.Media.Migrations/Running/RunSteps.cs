using Npgsql;

namespace Unified.Media.Migrations;

/// <summary>Runs what is pending, under the lock.</summary>
internal sealed class RunSteps(RunContext context)
{
    private static readonly TimeSpan Recording = TimeSpan.FromSeconds(5);

    public async Task<MigrationReport> RunAsync(IProgress<MigrationProgress>? progress, CancellationToken cancellationToken)
    {
        var held = await RunnerLock.AcquireAsync(context, cancellationToken).ConfigureAwait(false);
        await using var closing = held.ConfigureAwait(false);
        using var going = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, held.Lost);

        // Read again: whoever held the lock before has changed it.
        var standing = await context.ReadStandingAsync(cancellationToken).ConfigureAwait(false);
        standing.ThrowIfRefused();
        var pending = standing.Pending;
        var applied = new List<AppliedStep>();
        foreach (var step in pending)
        {
            var index = applied.Count + 1;
            var run = new StepRun(
                step,
                Placeholders.Fill(step.Template, context.Names),
                held,
                (kind, rows) => progress?.Report(
                    new() { Step = step.Name, Kind = kind, Index = index, Total = pending.Count, Rows = rows }));
            Log.StepBegins(context.Logger, step.Name, index, pending.Count);
            run.Report(MigrationEventKind.Started, 0);
            applied.Add(await RunAsync(run, going.Token, cancellationToken).ConfigureAwait(false));
        }

        return new() { Applied = applied };
    }

    private async Task<AppliedStep> RunAsync(StepRun run, CancellationToken going, CancellationToken cancellationToken)
    {
        var began = context.Time.GetTimestamp();
        try
        {
            var rows = await RunAsync(run, going).ConfigureAwait(false);
            var duration = context.Time.GetElapsedTime(began);
            Log.StepApplied(context.Logger, run.Step.Name, duration.TotalMilliseconds);
            run.Report(MigrationEventKind.Applied, rows);
            return new() { Name = run.Step.Name, Kind = run.Step.Kind, Duration = duration, Rows = rows };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && run.Lock.Lost.IsCancellationRequested)
        {
            throw MigrationErrors.LockLost(run.Step);
        }
        catch (NpgsqlException error)
        {
            var translated = MigrationErrors.Translate(error, run.Step);
            Log.StepFailed(context.Logger, run.Step.Name, translated.Code, error);
            await RecordFailureAsync(run.Step, translated).ConfigureAwait(false);
            throw translated;
        }
        catch (MediaMigrationException error)
        {
            Log.StepFailed(context.Logger, run.Step.Name, error.Code, error);
            await RecordFailureAsync(run.Step, error).ConfigureAwait(false);
            throw;
        }
    }

    private Task<long> RunAsync(StepRun run, CancellationToken cancellationToken) => run.Step.Kind switch
    {
        StepKind.Batch => new RunBatches(context).RunAsync(run, cancellationToken),
        StepKind.Concurrent => new RunConcurrently(context).RunAsync(run, cancellationToken),
        _ => new RunTransaction(context).RunAsync(run, cancellationToken),
    };

    // The step's own transaction is gone, so its failure is written by another one, if that is possible.
    private async Task RecordFailureAsync(Step step, MediaMigrationException error)
    {
        try
        {
            using var limit = new CancellationTokenSource(Recording, context.Time);
            var connection = await context.OpenAsync(limit.Token).ConfigureAwait(false);
            await using var closing = connection.ConfigureAwait(false);
            await context.Journal.RecordFailedAsync(connection, step, error.Message, limit.Token).ConfigureAwait(false);
        }
        catch (Exception second) when (second is NpgsqlException or MediaMigrationException or OperationCanceledException)
        {
            // The first error is the one to tell.
        }
    }
}
