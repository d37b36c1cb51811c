namespace Unified.Media.Benchmarks;

/// <summary>The memory usage of an operation, in bytes.</summary>
/// <param name="Heap">The maximum growth of the managed heap, including garbage.</param>
/// <param name="Live">The maximum growth of the managed heap without garbage; 0 if it was not measured.</param>
/// <param name="Resident">The maximum growth of the resident set of the process.</param>
/// <param name="Allocated">All allocated bytes.</param>
/// <param name="Elapsed">The duration of the operation.</param>
internal sealed record MemoryGrowth(long Heap, long Live, long Resident, long Allocated, TimeSpan Elapsed);
