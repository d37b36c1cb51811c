using Npgsql;

namespace Unified.Media.Migrations;

/// <summary>Applies the pending steps while it holds the lock of the migration.</summary>
internal sealed class StepRunner(RunContext context)
{
    private static readonly TimeSpan RecordFailureTimeout = TimeSpan.FromSeconds(5);

    public async Task<MigrationReport> ApplyPendingAsync(IProgress<MigrationProgress>? progress, CancellationToken cancellationToken)
    {
        var runnerLock = await RunnerLock.AcquireAsync(context, cancellationToken).ConfigureAwait(false);
        await using var closing = runnerLock.ConfigureAwait(false);
        using var linkedSource = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, runnerLock.Lost);

        // Read again, because the previous holder of the lock may have applied steps.
        var state = await context.ReadStateAsync(cancellationToken).ConfigureAwait(false);
        state.ThrowIfIncompatible();
        var pending = state.Pending;
        var applied = new List<AppliedStep>();
        foreach (var step in pending)
        {
            var index = applied.Count + 1;
            var run = new StepRun(
                step,
                Placeholders.Fill(step.Template, context.Names),
                runnerLock,
                (kind, rows) => progress?.Report(
                    new() { Step = step.Name, Kind = kind, Index = index, Total = pending.Count, Rows = rows }));
            Log.ApplyingStep(context.Logger, step.Name, index, pending.Count);
            run.ReportEvent(MigrationEventKind.Started, 0);
            applied.Add(await ApplyAsync(run, linkedSource.Token, cancellationToken).ConfigureAwait(false));
        }

        return new() { Applied = applied };
    }

    private async Task<AppliedStep> ApplyAsync(StepRun run, CancellationToken linkedToken, CancellationToken cancellationToken)
    {
        var startedAt = context.Time.GetTimestamp();
        try
        {
            var rows = await ApplyByKindAsync(run, linkedToken).ConfigureAwait(false);
            var duration = context.Time.GetElapsedTime(startedAt);
            Log.StepApplied(context.Logger, run.Step.Name, duration.TotalMilliseconds);
            run.ReportEvent(MigrationEventKind.Applied, rows);
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

    private Task<long> ApplyByKindAsync(StepRun run, CancellationToken cancellationToken) => run.Step.Kind switch
    {
        StepKind.Batch => new BatchStepRunner(context).ApplyAsync(run, cancellationToken),
        StepKind.Concurrent => new ConcurrentStepRunner(context).ApplyAsync(run, cancellationToken),
        _ => new TransactionStepRunner(context).ApplyAsync(run, cancellationToken),
    };

    // The transaction of the step was rolled back, so another one records the failure, if possible.
    private async Task RecordFailureAsync(Step step, MediaMigrationException error)
    {
        try
        {
            using var timeout = new CancellationTokenSource(RecordFailureTimeout, context.Time);
            var connection = await context.OpenAsync(timeout.Token).ConfigureAwait(false);
            await using var closing = connection.ConfigureAwait(false);
            await context.Journal.RecordFailedAsync(connection, step, error.Message, timeout.Token).ConfigureAwait(false);
        }
        catch (Exception recordingError) when (recordingError is NpgsqlException or MediaMigrationException or OperationCanceledException)
        {
            // The caller gets the error of the step.
        }
    }
}
