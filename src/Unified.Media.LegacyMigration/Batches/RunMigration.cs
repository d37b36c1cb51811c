namespace Unified.Media.LegacyMigration;

/// <summary>
/// Runs the legacy migration step by step. Each step is safe to repeat, so a run that was paused, cancelled or killed is resumed
/// by the next run.
/// </summary>
internal sealed class RunMigration(
    LegacyDatabase database, LegacyMigrationOptions options, RetryPolicy retry, PrepareMigration prepare, VerifyMigration verify,
    LegacyState state, TimeProvider time)
{
    private readonly record struct Step(LegacyStage Stage, string Job, bool Again = false);

    private static Step[] ReferenceSteps =>
        [new(LegacyStage.Rewriting, LegacyJob.Moodboards), new(LegacyStage.Rewriting, LegacyJob.Showcases)];

    public async Task<LegacyRunReport> RunAsync(IProgress<LegacyProgress>? progress, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var worker = new MigrationWorker(database, options, time);
        var runJob = new RunJob(database, options, retry, worker, new Throttle(database, options, time), time);
        var report = new LegacyRunReport { IsComplete = false };
        try
        {
            await worker.BeginRunAsync(cancellationToken).ConfigureAwait(false);
            await prepare.PrepareAsync(progress, cancellationToken).ConfigureAwait(false);
            report = await RunStepsAsync(ItemSteps(), report).ConfigureAwait(false);
            if (!report.IsComplete)
            {
                return await CompleteReportAsync(report).ConfigureAwait(false);
            }

            var verification = await verify.VerifyAsync(worker.ExtendLeaseAsync, progress, cancellationToken).ConfigureAwait(false);
            report = report with { Verification = verification };
            if (verification.HasLoss)
            {
                // References must not point to incomplete items. The next run starts from the beginning.
                await worker.EndRunAsync(cancellationToken).ConfigureAwait(false);
                return await CompleteReportAsync(report).ConfigureAwait(false);
            }

            report = await RunStepsAsync(ReferenceSteps, report).ConfigureAwait(false);
            if (report.IsComplete)
            {
                verification = await verify.AddReferencesAsync(verification, worker.ExtendLeaseAsync, cancellationToken).ConfigureAwait(false);
                report = report with { Verification = verification };
                await state.AdvanceAsync(LegacyPhase.Migrated, [LegacyPhase.Prepared], cancellationToken).ConfigureAwait(false);
            }

            return await CompleteReportAsync(report).ConfigureAwait(false);
        }
        finally
        {
            await worker.ReleaseLeaseAsync().ConfigureAwait(false);
        }

        async Task<LegacyRunReport> RunStepsAsync(IEnumerable<Step> steps, LegacyRunReport before)
        {
            var jobs = before.Jobs.ToList();
            foreach (var step in steps)
            {
                var (job, isDone) = await runJob.RunAsync(step.Stage, step.Job, step.Again, progress, cancellationToken).ConfigureAwait(false);
                jobs.Add(job);
                if (!isDone)
                {
                    return before with { Jobs = jobs, IsComplete = false };
                }
            }

            return before with { Jobs = jobs, IsComplete = true };
        }

        async Task<LegacyRunReport> CompleteReportAsync(LegacyRunReport ended) => ended with
        {
            Problems = await state.ReadProblemCountsAsync(cancellationToken).ConfigureAwait(false),
            Elapsed = time.GetElapsedTime(started),
        };
    }

    private IEnumerable<Step> ItemSteps()
    {
        // Reconcile first, so that no older row is copied that already has an item.
        yield return new(LegacyStage.Reconciling, LegacyJob.Media);

        // Then copy the rows that the first pages of lists show, for every login. Afterwards few pages combine items and older rows.
        yield return new(LegacyStage.Copying, LegacyJob.Newest);
        yield return new(LegacyStage.Copying, LegacyJob.Gallery);
        yield return new(LegacyStage.Copying, LegacyJob.UserMedia);
        if (!options.KeepInSync)
        {
            // Without triggers, rows may have been written behind the position of the first pass.
            yield return new(LegacyStage.Copying, LegacyJob.Gallery, Again: true);
            yield return new(LegacyStage.Copying, LegacyJob.UserMedia, Again: true);
        }

        yield return new(LegacyStage.Sweeping, LegacyJob.GalleryOrphans);
        yield return new(LegacyStage.Sweeping, LegacyJob.UserMediaOrphans);
        yield return new(LegacyStage.Sweeping, LegacyJob.Shared);
    }
}
