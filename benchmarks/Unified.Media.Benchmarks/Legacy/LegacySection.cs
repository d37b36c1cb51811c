using System.Globalization;
using Unified.Media.TestDatabase;

namespace Unified.Media.Benchmarks;

/// <summary>What the migration of older tables costs, beside the least that the same rows can cost, and what its users feel of it.</summary>
internal sealed class LegacySection : ISection
{
    public string Name => "legacy";

    public string Title => "the migration of older tables of shape B, two thirds playground_gallery, one third user_media, of every dirty kind, 500 rows a person";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkRun run, BenchmarkFolder folder, CancellationToken cancellationToken)
    {
        await using var server = await TestServer.StartPrivateAsync(
            ServerSettings.Durable.With("shared_buffers", "1GB").With("max_wal_size", "8GB"), cancellationToken);
        var library = new LegacyLibrary(run.LegacyRows);
        // Before anything else is in the cache: the floor on one copy, the migration on another.
        var floor = await new BareCopy(server, library).RunAsync(cancellationToken);
        var (slowly, oneByOne) = await new RowByRow(server, library).RunAsync(cancellationToken);
        await using var migrated = await library.CreateAsync(server, cancellationToken);
        var first = await MeasuredRun.RunAsync(migrated, null, cancellationToken);
        var second = await MeasuredRun.RunAsync(migrated, null, cancellationToken);
        var live = await LiveRun.RunAsync(server, library, cancellationToken);
        return
        [
            Figure.AtLeast(
                "rows per CPU-second of the server / one bare INSERT … SELECT", first.RowsPerCpuSecond / floor.RowsPerCpuSecond, 0.9, "x",
                $"{Whole(first.RowsPerCpuSecond)} and {Whole(floor.RowsPerCpuSecond)} rows"),
            Figure.AtLeast(
                "rows per second / one bare INSERT … SELECT", first.RowsPerSecond / floor.RowsPerSecond, 0.75, "x",
                $"{Whole(first.RowsPerSecond)} and {Whole(floor.RowsPerSecond)} rows"),
            Figure.AtLeast(
                "rows per second / row by row", first.RowsPerSecond / slowly.RowsPerSecond, 20, "x",
                $"{Whole(slowly.RowsPerSecond)} rows, a sample of {slowly.Rows}"),
            Figure.Plain(
                "rows per second / one row at a time by the migration's own copy", first.RowsPerSecond / oneByOne.RowsPerSecond, "x",
                $"{Whole(oneByOne.RowsPerSecond)} rows, a sample of {oneByOne.Rows}"),
            Figure.Plain(
                "one bare INSERT … SELECT / row by row", floor.RowsPerSecond / slowly.RowsPerSecond, "x", "what the same rows cost without a look at what is there"),
            Figure.AtLeast(
                "rows per second of a second run / the first", second.RowsPerSecond / first.RowsPerSecond, 1, "x",
                $"{Whole(second.RowsPerSecond)} rows"),
            Figure.AtMost("rows written by a second run", second.Report.Written, 0, "rows"),
            Figure.AtMost("the longest write of a user meanwhile", live.LongestWrite, 250, "ms", live.Writes),
            Figure.AtMost("the longest transaction of the migration", live.LongestTransaction, 2_000, "ms", live.Transactions),
            .. await new DualReads(server, library, folder).RunAsync(cancellationToken),
            Figure.Holds("the first run's verification is clean", first.Report.Verification!.IsClean, "yes", Jobs(first)),
            Figure.Plain("rows", run.LegacyRows, "", $"whole first run {first.Report.Elapsed.TotalSeconds:0} s, second {second.Report.Elapsed.TotalSeconds:0} s"),
        ];
    }

    private static string Whole(double value) => value.ToString("0", CultureInfo.InvariantCulture);

    private static string Jobs(MeasuredRun run) => string.Join(
        ", ",
        run.Report.Jobs.Select(job => string.Create(CultureInfo.InvariantCulture, $"{job.Job} {job.Elapsed.TotalSeconds:0.0} s")))
        + string.Create(CultureInfo.InvariantCulture, $", verification {run.Report.Verification!.Elapsed.TotalSeconds:0.0} s");
}
