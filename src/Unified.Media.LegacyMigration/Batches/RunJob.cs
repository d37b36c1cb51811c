using Unified.Media.Migrations;

namespace Unified.Media.LegacyMigration;

/// <summary>One job from where it stands to its end, batch by batch.</summary>
internal sealed class RunJob(
    LegacyDatabase database, LegacyMigrationOptions options, RetryPolicy retry, MigrationWorker worker, Throttle throttle, TimeProvider time)
{
    // Rows of a job; from then on whenever there are four times as many.
    private const long FirstAnalyzed = 500;

    /// <returns>The report, and whether it came to its end: false when somebody asked for a pause.</returns>
    public async Task<(LegacyJobReport Report, bool IsDone)> RunAsync(
        LegacyStage stage, string job, bool again, IProgress<LegacyProgress>? progress, CancellationToken cancellationToken)
    {
        await worker.StartAsync(job, again, cancellationToken).ConfigureAwait(false);
        var total = await CountAsync(job, cancellationToken).ConfigureAwait(false);
        var size = BatchSize.Of(job, options);
        var begun = time.GetTimestamp();
        var report = new LegacyJobReport(job);
        var analyzedAt = FirstAnalyzed;
        while (true)
        {
            var started = time.GetTimestamp();
            var outcome = await retry.ExecuteAsync(
                token => worker.WorkAsync(job, size.Rows, token), Waits, cancellationToken).ConfigureAwait(false);
            var took = time.GetElapsedTime(started);
            report = report with
            {
                Read = report.Read + outcome.Read,
                Written = report.Written + outcome.Written,
                Adopted = report.Adopted + outcome.Adopted,
                Skipped = report.Skipped + outcome.Skipped,
                Failed = report.Failed + outcome.Failed,
                Batches = report.Batches + 1,
                LongestBatch = took > report.LongestBatch ? took : report.LongestBatch,
                Elapsed = time.GetElapsedTime(begun),
            };
            size.Record(took, outcome.Read);
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
                    if (report.Written >= analyzedAt)
                    {
                        await retry.ExecuteAsync(worker.AnalyzeAsync, Waits, cancellationToken).ConfigureAwait(false);
                        analyzedAt = report.Written * 4;
                    }

                    await throttle.WaitAsync(Waits, cancellationToken).ConfigureAwait(false);
                    break;
                case BatchOutcome.Worked:
                    throw new MediaMigrationException(
                        MigrationErrorCode.TooManyFailures, $"{report.Failed} rows of {job} failed, more than are allowed. They are listed.");
                default:
                    throw new MediaMigrationException(
                        MigrationErrorCode.Ended, "The migration was ended from elsewhere while it ran.");
            }
        }

        void Waits(string reason) => progress?.Report(Progress(reason));

        LegacyProgress Progress(string? waitsFor)
        {
            var elapsed = time.GetElapsedTime(begun);
            return new(stage, job, report.Read, total)
            {
                Written = report.Written,
                Failed = report.Failed,
                BatchSize = size.Rows,
                Elapsed = elapsed,
                RowsPerSecond = elapsed > TimeSpan.Zero ? report.Read / elapsed.TotalSeconds : 0,
                WaitsFor = waitsFor,
            };
        }
    }

    private async Task<long?> CountAsync(string job, CancellationToken cancellationToken)
    {
        // A count of every row would be a long statement: the statistics are good enough for a progress bar.
        var found = await database.ReadAsync(
            "select c.reltuples::bigint from pg_catalog.pg_class c where c.oid = to_regclass($1)",
            bind => bind.AddWithValue(job.Contains(':', StringComparison.Ordinal) || job == "shared"
                ? $"{database.Schema}.legacy_map"
                : $"{database.MediaSchema}.{job}"),
            reader => reader.GetInt64(0),
            cancellationToken).ConfigureAwait(false);
        return found.Count == 0 || found[0] < 0 ? null : found[0];
    }
}
