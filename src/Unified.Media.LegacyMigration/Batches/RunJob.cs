namespace Unified.Media.LegacyMigration;

/// <summary>Runs one job from its stored position to its end, batch by batch.</summary>
internal sealed class RunJob(
    LegacyDatabase database, LegacyMigrationOptions options, RetryPolicy retry, MigrationWorker worker, Throttle throttle, TimeProvider time)
{
    // The statistics are updated after this many written rows, and again whenever the number has quadrupled.
    private const long FirstAnalyzedRows = 500;

    private const int AnalyzeGrowth = 4;

    /// <returns>The report, and whether the job is done; false when it was paused.</returns>
    public async Task<(LegacyJobReport Report, bool IsDone)> RunAsync(
        LegacyStage stage, string job, bool again, IProgress<LegacyProgress>? progress, CancellationToken cancellationToken)
    {
        await worker.StartJobAsync(job, again, cancellationToken).ConfigureAwait(false);
        var total = await EstimateRowsAsync(job, cancellationToken).ConfigureAwait(false);
        var size = BatchSize.ForJob(job, options);
        var jobStarted = time.GetTimestamp();
        var report = new LegacyJobReport { Job = job };
        var analyzeAt = FirstAnalyzedRows;
        while (true)
        {
            var batchStarted = time.GetTimestamp();
            var outcome = await retry.ExecuteAsync(
                token => worker.RunBatchAsync(job, size.Rows, token), ReportWait, cancellationToken).ConfigureAwait(false);
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
            progress?.Report(Progress(null));
            switch (outcome.Status)
            {
                case BatchOutcome.Done:
                    return (report, true);
                case BatchOutcome.Paused:
                    return (report, false);
                case BatchOutcome.Busy:
                    throw MigrationWorker.Busy();
                case BatchOutcome.Worked when report.Failed <= options.MaxFailures:
                    if (report.Written >= analyzeAt)
                    {
                        await retry.ExecuteAsync(worker.AnalyzeAsync, ReportWait, cancellationToken).ConfigureAwait(false);
                        analyzeAt = report.Written * AnalyzeGrowth;
                    }

                    await throttle.WaitAsync(ReportWait, cancellationToken).ConfigureAwait(false);
                    break;
                case BatchOutcome.Worked:
                    throw new MediaMigrationException(
                        LegacyErrorCode.TooManyFailures,
                        $"{report.Failed} rows of {job} failed, more than MaxFailures allows. GetProblemsAsync lists them.");
                default:
                    throw new MediaMigrationException(
                        LegacyErrorCode.Ended, "Another process finished the legacy migration or rolled it back during this run.");
            }
        }

        void ReportWait(string reason) => progress?.Report(Progress(reason));

        LegacyProgress Progress(string? waitReason)
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

    // From the planner's statistics: counting every row of a large table takes too long.
    private async Task<long?> EstimateRowsAsync(string job, CancellationToken cancellationToken)
    {
        var found = await database.ReadAsync(
            "select c.reltuples::bigint from pg_catalog.pg_class c where c.oid = to_regclass($1)",
            bind => bind.AddWithValue(job.Contains(':', StringComparison.Ordinal) || job == LegacyJob.Shared
                ? $"{database.Schema}.legacy_map"
                : $"{database.MediaSchema}.{job}"),
            reader => reader.GetInt64(0),
            cancellationToken).ConfigureAwait(false);
        return found.Count == 0 || found[0] < 0 ? null : found[0];
    }
}
