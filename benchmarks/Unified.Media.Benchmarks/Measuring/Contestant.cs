namespace Unified.Media.Benchmarks;

/// <summary>Something to be timed.</summary>
internal sealed record Contestant(string Name, Func<Task> RunAsync)
{
    /// <summary>What is done after each run and not timed.</summary>
    public Func<Task>? CleanAsync { get; init; }
}
