namespace Unified.Media.Benchmarks;

/// <summary>How much memory a call took.</summary>
/// <param name="Heap">By how many bytes the managed heap grew at most, garbage included.</param>
/// <param name="Live">By how many bytes it grew at most without garbage; 0 where that was not looked at.</param>
/// <param name="Resident">By how many bytes the process's resident set grew at most.</param>
/// <param name="Allocated">Bytes allocated in all, most of which are gone at once.</param>
/// <param name="Elapsed">How long it took.</param>
internal sealed record MemoryGrowth(long Heap, long Live, long Resident, long Allocated, TimeSpan Elapsed);
