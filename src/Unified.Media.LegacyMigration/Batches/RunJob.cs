namespace Unified.Media.LegacyMigration;

/// <summary>Runs one job from its stored position to its end, batch by batch.</summary>
internal sealed class RunJob(
    LegacyDatabase database, LegacyMigrationOptions options, RetryPolicy retry, MigrationRun run, Throttle throttle, TimeProvider time)
{
    // The statistics of the query planner are updated after this number of written rows, and after each further quadrupling.
    private const long FirstAnalyzeThreshold = 500;

    private const int AnalyzeThresholdFactor = 4;

    /// <returns>The report, and whether the job is done; false when it was paused.</returns>
    public async Task<(LegacyJobReport Report, bool IsDone)> RunAsync(
        LegacyStage stage, string job, bool restartIfDone, IProgress<LegacyProgress>? progress, CancellationToken cancellationToken)
    {
        await run.StartJobAsync(job, restartIfDone, cancellationToken).ConfigureAwait(false);
        var total = await EstimateRowsAsync(job, cancellationToken).ConfigureAwait(false);
        var size = BatchSize.ForJob(job, options);
        var jobStarted = time.GetTimestamp();
        var report = new LegacyJobReport { Job = job };
        var analyzeThreshold = FirstAnalyzeThreshold;
        while (true)
        {
            var batchStarted = time.GetTimestamp();
            var outcome = await retry.ExecuteAsync(
                token => run.RunBatchAsync(job, size.Rows, token), ReportWaitReason, cancellationToken).ConfigureAwait(false);
            var duration = time.GetElapsedTime(batchStarted);
            report = report with
            {
                Read = report.Read + outcome.Read,
                Written = report.Written + outcome.Written,
                Adopted = report.Adopted + outcome.Adopted,
                Skipped = report.Skipped + outcome.Skipped,
                Failed = report.Failed + outcome.Failed,
                Batches = report.Batches + 1,
                MaxBatchDuration = duration > report.MaxBatchDuration ? duration : report.MaxBatchDuration,
                Elapsed = time.GetElapsedTime(jobStarted),
            };
            size.Record(duration, outcome.Read);
            progress?.Report(CreateProgress(null));
            switch (outcome.Status)
            {
                case RunStatus.Done:
                    return (report, true);
                case RunStatus.Paused:
                    return (report, false);
                case RunStatus.Busy:
                    throw MigrationRun.Busy();
                case RunStatus.Worked when report.Failed <= options.MaxFailures:
                    if (report.Written >= analyzeThreshold)
                    {
                        await retry.ExecuteAsync(run.AnalyzeAsync, ReportWaitReason, cancellationToken).ConfigureAwait(false);
                        analyzeThreshold = report.Written * AnalyzeThresholdFactor;
                    }

                    await throttle.WaitAsync(ReportWaitReason, cancellationToken).ConfigureAwait(false);
                    break;
                case RunStatus.Worked:
                    throw new MediaMigrationException(
                        LegacyErrorCode.TooManyFailures,
                        $"{report.Failed} rows of {job} failed, more than MaxFailures allows. GetProblemsAsync lists them.");
                default:
                    throw new MediaMigrationException(
                        LegacyErrorCode.Ended, "Another process finished the legacy migration or rolled it back during this run.");
            }
        }

        void ReportWaitReason(string reason) => progress?.Report(CreateProgress(reason));

        LegacyProgress CreateProgress(string? waitReason)
        {
            var elapsed = time.GetElapsedTime(jobStarted);
            return new()
            {
                Stage = stage,
                Job = job,
                Rows = report.Read,
                Total = total,
                Written = report.Written,
                Failed = report.Failed,
                BatchSize = size.Rows,
                Elapsed = elapsed,
                RowsPerSecond = elapsed > TimeSpan.Zero ? report.Read / elapsed.TotalSeconds : 0,
                WaitReason = waitReason,
            };
        }
    }

    // Reads the estimate of the query planner, because counting every row of a large table takes too long.
    private async Task<long?> EstimateRowsAsync(string job, CancellationToken cancellationToken)
    {
        var estimates = await database.ReadAsync(
            "select c.reltuples::bigint from pg_catalog.pg_class c where c.oid = to_regclass($1)",
            parameters => parameters.AddWithValue(job.Contains(':', StringComparison.Ordinal) || job == LegacyJob.Shared
                ? $"{database.Schema}.legacy_map"
                : $"{database.MediaSchema}.{job}"),
            reader => reader.GetInt64(0),
            cancellationToken).ConfigureAwait(false);
        return estimates.Count == 0 || estimates[0] < 0 ? null : estimates[0];
    }
}
