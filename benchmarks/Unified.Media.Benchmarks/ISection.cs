namespace Unified.Media.Benchmarks;

/// <summary>Figures that belong together.</summary>
internal interface ISection
{
    /// <summary>How the command line names it.</summary>
    string Name { get; }

    /// <summary>What is compared with what, in one sentence.</summary>
    string Title { get; }

    Task<IReadOnlyList<Figure>> RunAsync(BenchmarkRun run, BenchmarkFolder folder, CancellationToken cancellationToken);
}
