namespace Unified.Media.Benchmarks;

/// <summary>A group of related benchmarks.</summary>
internal interface IBenchmarkSection
{
    /// <summary>The name on the command line.</summary>
    string Name { get; }

    /// <summary>The description of the comparison.</summary>
    string Title { get; }

    Task<IReadOnlyList<Figure>> RunAsync(BenchmarkOptions options, BenchmarkFolder folder, CancellationToken cancellationToken);
}
