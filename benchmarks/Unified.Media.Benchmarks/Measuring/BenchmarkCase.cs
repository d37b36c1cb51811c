namespace Unified.Media.Benchmarks;

/// <summary>An operation to measure.</summary>
internal sealed record BenchmarkCase(string Name, Func<Task> RunAsync)
{
    /// <summary>Runs after each measurement, outside of it.</summary>
    public Func<Task>? CleanUpAsync { get; init; }
}
