using System.Globalization;
using Unified.Media.TestDatabase;

namespace Unified.Media.Benchmarks;

/// <summary>Compares the legacy migration with its baselines, and measures how long it blocks users.</summary>
internal sealed class LegacySection : IBenchmarkSection
{
    public string Name => "legacy";

    public string Title =>
        "the migration of legacy tables of shape B, two thirds playground_gallery, one third user_media, with every kind of invalid row, "
        + "500 rows per user";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkOptions options, BenchmarkFolder folder, CancellationToken cancellationToken)
    {
        await using var server = await TestServer.StartPrivateAsync(
            ServerSettings.Durable.With("shared_buffers", "1GB").With("max_wal_size", "8GB"), cancellationToken);
        var library = new LegacyLibrary(options.LegacyRows);

        // The baseline runs first, with a cold cache; the migration runs on another copy.
        var baseline = await new BaselineCopy(server, library).RunAsync(cancellationToken);
        var (rowByRow, oneByOne) = await new RowByRow(server, library).RunAsync(cancellationToken);
        await using var migrated = await library.CreateAsync(server, cancellationToken);
        var first = await MeasuredRun.RunAsync(migrated, null, cancellationToken);
        var second = await MeasuredRun.RunAsync(migrated, null, cancellationToken);
        var live = await ConcurrentWritesRun.RunAsync(server, library, cancellationToken);
        return
        [
            Figure.AtLeast(
                "rows per CPU-second of the server / one bare INSERT … SELECT", first.RowsPerCpuSecond / baseline.RowsPerCpuSecond, 0.9, "x",
                $"{Format(first.RowsPerCpuSecond)} and {Format(baseline.RowsPerCpuSecond)} rows"),
            Figure.AtLeast(
                "rows per second / one bare INSERT … SELECT", first.RowsPerSecond / baseline.RowsPerSecond, 0.75, "x",
                $"{Format(first.RowsPerSecond)} and {Format(baseline.RowsPerSecond)} rows"),
            Figure.AtLeast(
                "rows per second / row by row", first.RowsPerSecond / rowByRow.RowsPerSecond, 20, "x",
                $"{Format(rowByRow.RowsPerSecond)} rows, a sample of {rowByRow.Rows}"),
            Figure.WithoutGoal(
                "rows per second / one row at a time by the migration's own copy", first.RowsPerSecond / oneByOne.RowsPerSecond, "x",
                $"{Format(oneByOne.RowsPerSecond)} rows, a sample of {oneByOne.Rows}"),
            Figure.WithoutGoal(
                "one bare INSERT … SELECT / row by row", baseline.RowsPerSecond / rowByRow.RowsPerSecond, "x",
                "the same rows without checks for existing ones"),
            Figure.AtLeast(
                "rows per second of a second run / the first", second.RowsPerSecond / first.RowsPerSecond, 1, "x",
                $"{Format(second.RowsPerSecond)} rows"),
            Figure.AtMost("rows written by a second run", second.Report.Written, 0, "rows"),
            Figure.AtMost("the longest write of a user meanwhile", live.LongestWrite, 250, "ms", live.Writes),
            Figure.AtMost("the longest transaction of the migration", live.LongestTransaction, 2_000, "ms", live.Transactions),
            .. await new DualReadPages(server, library, folder).RunAsync(cancellationToken),
            Figure.Condition("the first run's verification is clean", first.Report.Verification!.IsClean, "yes", FormatJobs(first)),
            Figure.WithoutGoal(
                "rows", options.LegacyRows, "",
                $"whole first run {first.Report.Elapsed.TotalSeconds:0} s, second {second.Report.Elapsed.TotalSeconds:0} s"),
        ];
    }

    private static string Format(double value) => value.ToString("0", CultureInfo.InvariantCulture);

    private static string FormatJobs(MeasuredRun run) => string.Join(
        ", ",
        run.Report.Jobs.Select(job => string.Create(CultureInfo.InvariantCulture, $"{job.Job} {job.Elapsed.TotalSeconds:0.0} s")))
        + string.Create(CultureInfo.InvariantCulture, $", verification {run.Report.Verification!.Elapsed.TotalSeconds:0.0} s");
}
