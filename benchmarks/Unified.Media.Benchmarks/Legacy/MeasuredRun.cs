using Unified.Media.LegacyMigration;
using Unified.Media.TestDatabase;

namespace Unified.Media.Benchmarks;

/// <summary>A run of the migration, and what copying took of it.</summary>
internal sealed record MeasuredRun(LegacyRunReport Report, double CpuSeconds)
{
    public const string Engine = "migration";

    public double RowsPerSecond => Copied.RowsPerSecond;

    public double RowsPerCpuSecond => Copied.RowsPerCpuSecond;

    private CopySpeed Copied
    {
        get
        {
            // Everybody's newest rows come first; the tables' own copies read them again, and find them done.
            LegacyJobReport[] tables = [.. Report.Jobs.Where(job => job.Job is "playground_gallery" or "user_media")];
            var newest = Report.Jobs.Where(job => job.Job == "newest").Sum(job => job.Elapsed.TotalSeconds);
            return new(tables.Sum(job => job.Read), newest + tables.Sum(job => job.Elapsed.TotalSeconds), CpuSeconds);
        }
    }

    public static async Task<MeasuredRun> RunAsync(
        FreshDatabase database, Action<LegacyMigrator, LegacyProgress>? watch, CancellationToken cancellationToken)
    {
        await using var source = LegacyLibrary.Alone(database, Engine);
        var clock = await ServerClock.OfAsync(source, cancellationToken);
        var migration = new LegacyMigrator(source);
        var (before, after) = (clock.Seconds(), 0.0);
        var isCopying = false;
        var report = await migration.RunAsync(
            new AtOnce(progress =>
            {
                if (progress.Stage == LegacyStage.Copying)
                {
                    isCopying = true;
                    after = clock.Seconds();
                }
                else if (!isCopying)
                {
                    before = clock.Seconds();
                }

                watch?.Invoke(migration, progress);
            }),
            cancellationToken);
        return new(report, after - before);
    }

    // Progress of the framework comes later, on another thread.
    private sealed class AtOnce(Action<LegacyProgress> report) : IProgress<LegacyProgress>
    {
        public void Report(LegacyProgress value) => report(value);
    }
}
