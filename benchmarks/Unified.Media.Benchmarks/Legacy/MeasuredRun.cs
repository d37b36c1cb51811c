using Unified.Media.LegacyMigration;
using Unified.Media.TestDatabase;

namespace Unified.Media.Benchmarks;

/// <summary>A run of the migration, and the CPU time that its copy jobs used.</summary>
internal sealed record MeasuredRun(LegacyRunReport Report, double CpuSeconds)
{
    public const string ApplicationName = "migration";

    public double RowsPerSecond => Speed.RowsPerSecond;

    public double RowsPerCpuSecond => Speed.RowsPerCpuSecond;

    private CopySpeed Speed
    {
        get
        {
            // The job "newest" migrates the newest rows of every user first. The jobs of the tables read them again and skip them.
            LegacyJobReport[] tables = [.. Report.Jobs.Where(job => job.Job is "playground_gallery" or "user_media")];
            var newest = Report.Jobs.Where(job => job.Job == "newest").Sum(job => job.Elapsed.TotalSeconds);
            return new(tables.Sum(job => job.Read), newest + tables.Sum(job => job.Elapsed.TotalSeconds), CpuSeconds);
        }
    }

    public static async Task<MeasuredRun> RunAsync(
        FreshDatabase database, Action<LegacyMigrator, LegacyProgress>? onProgress, CancellationToken cancellationToken)
    {
        await using var source = LegacyLibrary.OpenSeparate(database, ApplicationName);
        var clock = await ServerCpuClock.CreateAsync(source, cancellationToken);
        var migration = new LegacyMigrator(source);
        var (before, after) = (clock.ReadSeconds(), 0.0);
        var isCopying = false;
        var report = await migration.RunAsync(
            new SynchronousProgress(progress =>
            {
                if (progress.Stage == LegacyStage.Copying)
                {
                    isCopying = true;
                    after = clock.ReadSeconds();
                }
                else if (!isCopying)
                {
                    before = clock.ReadSeconds();
                }

                onProgress?.Invoke(migration, progress);
            }),
            cancellationToken);
        return new(report, after - before);
    }

    // Progress<T> of .NET reports asynchronously on another thread.
    private sealed class SynchronousProgress(Action<LegacyProgress> report) : IProgress<LegacyProgress>
    {
        public void Report(LegacyProgress value) => report(value);
    }
}
