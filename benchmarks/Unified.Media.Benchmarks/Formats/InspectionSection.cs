namespace Unified.Media.Benchmarks;

/// <summary>Measures reading the header of a file, per format.</summary>
internal sealed class InspectionSection : IBenchmarkSection
{
    private const int Rounds = 15;
    private const int CallsPerRound = 500;
    private const double MicrosecondGoal = 5;

    public string Name => "inspection";

    public string Title => "reading the header of the shipped files from memory; the walk through the whole file for comparison";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkOptions options, BenchmarkFolder folder, CancellationToken cancellationToken)
    {
        var subjects = SampleMedia.All().Select(file => new InspectedFile(file.Name, file.Bytes)).ToArray();
        for (var i = 0; i < Rounds * CallsPerRound; i++)
        {
            // Warms up until tiered compilation has finished.
            Array.ForEach(subjects, subject => subject.Inspect());
            Array.ForEach(subjects, subject => subject.Scan());
        }

        var timings = await InterleavedTimer.MeasureAsync(
            Rounds,
            [
                .. subjects.Select(subject => Repeated(subject.Name, subject.Inspect)),
                .. subjects.Select(subject => Repeated("scan " + subject.Name, subject.Scan)),
            ],
            cancellationToken);
        var slowest = subjects
            .GroupBy(subject => subject.Format.ContentType)
            .Select(group => group.MaxBy(subject => timings.Median(subject.Name))!);
        return [.. slowest.SelectMany(subject => FiguresOf(subject, timings))];
    }

    private static BenchmarkCase Repeated(string name, Action call) => new(name, () =>
    {
        for (var i = 0; i < CallsPerRound; i++)
        {
            call();
        }

        return Task.CompletedTask;
    });

    private static IEnumerable<Figure> FiguresOf(InspectedFile subject, Timings timings)
    {
        var (beyond, result) = subject.AllocatedBytes();
        yield return Figure.AtMost(
            $"{subject.Format} ({subject.Name}, {subject.Length / 1024.0:0.0} KiB)",
            MicrosecondsOf(subject.Name),
            MicrosecondGoal,
            "µs",
            $"walk {MicrosecondsOf("scan " + subject.Name):0.0} µs");
        yield return Figure.AtMost($"{subject.Format}, allocated beyond the result", beyond, 0, "B", $"result {result} B");

        double MicrosecondsOf(string name) => timings.Median(name) * 1_000 / CallsPerRound;
    }
}
