namespace Unified.Media.LegacyMigration;

/// <summary>
/// The migration as a list of its steps. Every one is safe to repeat, so a run that was paused, cancelled or killed is resumed by running it
/// again.
/// </summary>
internal sealed class RunMigration(
    LegacyDatabase database, LegacyMigrationOptions options, RetryPolicy retry, PrepareMigration prepare, VerifyMigration verify,
    LegacyState state, TimeProvider time)
{
    private readonly record struct Step(LegacyStage Stage, string Job, bool Again = false);

    public async Task<LegacyRunReport> RunAsync(IProgress<LegacyProgress>? progress, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        var worker = new MigrationWorker(database, options, time);
        var run = new RunJob(database, options, retry, worker, new Throttle(database, options, time), time);
        var report = new LegacyRunReport { IsComplete = false };
        try
        {
            await worker.BeginAsync(cancellationToken).ConfigureAwait(false);
            await prepare.RunAsync(progress, cancellationToken).ConfigureAwait(false);
            report = await RunStepsAsync(Items(), report).ConfigureAwait(false);
            if (!report.IsComplete)
            {
                return await CloseAsync(report).ConfigureAwait(false);
            }

            var verification = await verify.RunAsync(worker.HoldAsync, progress, cancellationToken).ConfigureAwait(false);
            report = report with { Verification = verification };
            if (verification.HasLoss)
            {
                // What is not complete is not what others should be pointed at. The next run looks at everything again.
                await worker.EndAsync(cancellationToken).ConfigureAwait(false);
                return await CloseAsync(report).ConfigureAwait(false);
            }

            report = await RunStepsAsync(References, report).ConfigureAwait(false);
            if (report.IsComplete)
            {
                report = report with
                {
                    Verification = await verify.AddReferencesAsync(verification, worker.HoldAsync, cancellationToken).ConfigureAwait(false),
                };
                await state.AdvanceAsync(LegacyPhase.Migrated, [LegacyPhase.Prepared], cancellationToken).ConfigureAwait(false);
            }

            return await CloseAsync(report).ConfigureAwait(false);
        }
        finally
        {
            await worker.ReleaseAsync().ConfigureAwait(false);
        }

        async Task<LegacyRunReport> RunStepsAsync(IEnumerable<Step> steps, LegacyRunReport before)
        {
            var jobs = before.Jobs.ToList();
            foreach (var step in steps)
            {
                var (job, isDone) = await run.RunAsync(step.Stage, step.Job, step.Again, progress, cancellationToken).ConfigureAwait(false);
                jobs.Add(job);
                if (!isDone)
                {
                    return before with { Jobs = jobs, IsComplete = false };
                }
            }

            return before with { Jobs = jobs, IsComplete = true };
        }

        async Task<LegacyRunReport> CloseAsync(LegacyRunReport ended) => ended with
        {
            Problems = await state.ReadProblemCountsAsync(cancellationToken).ConfigureAwait(false),
            Elapsed = time.GetElapsedTime(begun),
        };
    }

    private static Step[] References =>
        [new(LegacyStage.Rewriting, LegacyJob.Moodboards), new(LegacyStage.Rewriting, LegacyJob.Showcases)];

    private IEnumerable<Step> Items()
    {
        // Items first: those that are older rows already are known before their rows are looked at.
        yield return new(LegacyStage.Settling, LegacyJob.Media);
        // What lists show first, of everybody: from then on few pages have to be put together from both.
        yield return new(LegacyStage.Copying, LegacyJob.Newest);
        yield return new(LegacyStage.Copying, LegacyJob.Gallery);
        yield return new(LegacyStage.Copying, LegacyJob.UserMedia);
        if (!options.KeepInSync)
        {
            // What was written behind the first pass's back.
            yield return new(LegacyStage.Copying, LegacyJob.Gallery, Again: true);
            yield return new(LegacyStage.Copying, LegacyJob.UserMedia, Again: true);
        }

        yield return new(LegacyStage.Sweeping, LegacyJob.GalleryOrphans);
        yield return new(LegacyStage.Sweeping, LegacyJob.UserMediaOrphans);
        yield return new(LegacyStage.Sweeping, LegacyJob.Shared);
    }
}
