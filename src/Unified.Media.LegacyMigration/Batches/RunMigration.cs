namespace Unified.Media.LegacyMigration;

/// <summary>
/// Runs the legacy migration step by step. Each step is safe to repeat, so a run that was paused, cancelled or killed is resumed
/// by the next run.
/// </summary>
internal sealed class RunMigration(
    LegacyDatabase database, LegacyMigrationOptions options, RetryPolicy retry, PrepareMigration prepareMigration, VerifyMigration verifyMigration,
    LegacyState state, TimeProvider time)
{
    private readonly record struct Step(LegacyStage Stage, string Job, bool RestartIfDone = false);

    private static Step[] ReferenceSteps =>
        [new(LegacyStage.Rewriting, LegacyJob.Moodboards), new(LegacyStage.Rewriting, LegacyJob.Showcases)];

    public async Task<LegacyRunReport> RunAsync(IProgress<LegacyProgress>? progress, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var run = new MigrationRun(database, options, time);
        var runJob = new RunJob(database, options, retry, run, new Throttle(database, options, time), time);
        var report = new LegacyRunReport { IsComplete = false };
        try
        {
            await run.BeginAsync(cancellationToken).ConfigureAwait(false);
            await prepareMigration.PrepareAsync(progress, cancellationToken).ConfigureAwait(false);
            report = await RunStepsAsync(GetItemSteps(), report).ConfigureAwait(false);
            if (!report.IsComplete)
            {
                return await CompleteReportAsync(report).ConfigureAwait(false);
            }

            var verification = await verifyMigration.VerifyAsync(run.ExtendLeaseAsync, progress, cancellationToken).ConfigureAwait(false);
            report = report with { Verification = verification };
            if (verification.HasLoss)
            {
                // References must not point to incomplete items. The next run starts from the beginning.
                await run.EndAsync(cancellationToken).ConfigureAwait(false);
                return await CompleteReportAsync(report).ConfigureAwait(false);
            }

            report = await RunStepsAsync(ReferenceSteps, report).ConfigureAwait(false);
            if (report.IsComplete)
            {
                verification = await verifyMigration
                    .AddReferencesAsync(verification, run.ExtendLeaseAsync, cancellationToken)
                    .ConfigureAwait(false);
                report = report with { Verification = verification };
                await state.AdvanceAsync(LegacyPhase.Migrated, [LegacyPhase.Prepared], cancellationToken).ConfigureAwait(false);
            }

            return await CompleteReportAsync(report).ConfigureAwait(false);
        }
        finally
        {
            await run.ReleaseLeaseAsync().ConfigureAwait(false);
        }

        async Task<LegacyRunReport> RunStepsAsync(IEnumerable<Step> steps, LegacyRunReport previous)
        {
            var jobs = previous.Jobs.ToList();
            foreach (var step in steps)
            {
                var (job, isDone) = await runJob
                    .RunAsync(step.Stage, step.Job, step.RestartIfDone, progress, cancellationToken)
                    .ConfigureAwait(false);
                jobs.Add(job);
                if (!isDone)
                {
                    return previous with { Jobs = jobs, IsComplete = false };
                }
            }

            return previous with { Jobs = jobs, IsComplete = true };
        }

        async Task<LegacyRunReport> CompleteReportAsync(LegacyRunReport incomplete) => incomplete with
        {
            Problems = await state.ReadProblemCountsAsync(cancellationToken).ConfigureAwait(false),
            Elapsed = time.GetElapsedTime(started),
        };
    }

    private IEnumerable<Step> GetItemSteps()
    {
        // Reconcile first, so that no older row is copied that already has an item.
        yield return new(LegacyStage.Reconciling, LegacyJob.Media);

        // Copy the rows that the first pages of lists show, for every login. After this job, few pages combine items and older rows.
        yield return new(LegacyStage.Copying, LegacyJob.Newest);
        yield return new(LegacyStage.Copying, LegacyJob.Gallery);
        yield return new(LegacyStage.Copying, LegacyJob.UserMedia);
        if (!options.KeepInSync)
        {
            // Without triggers, programs may have written rows before the position that the first pass had reached.
            yield return new(LegacyStage.Copying, LegacyJob.Gallery, RestartIfDone: true);
            yield return new(LegacyStage.Copying, LegacyJob.UserMedia, RestartIfDone: true);
        }

        yield return new(LegacyStage.Sweeping, LegacyJob.GalleryOrphans);
        yield return new(LegacyStage.Sweeping, LegacyJob.UserMediaOrphans);
        yield return new(LegacyStage.Sweeping, LegacyJob.Shared);
    }
}
