using System.Diagnostics;

namespace Unified.Media.Benchmarks;

/// <summary>
/// Measures cases in rounds, after warm-up rounds. Every case runs once per round, so that other load on the machine affects all of them. The
/// order rotates by one per round and is reversed in every other round, so that no case always follows the same predecessor.
/// </summary>
internal static class InterleavedTimer
{
    public static async Task<Timings> MeasureAsync(
        int rounds, IReadOnlyList<BenchmarkCase> cases, CancellationToken cancellationToken, int warmUps = 1)
    {
        var timings = new Timings(cases.Select(benchmarkCase => benchmarkCase.Name));
        for (var round = -warmUps; round < rounds; round++)
        {
            foreach (var benchmarkCase in InOrder(cases, Math.Max(round, 0)))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var started = Stopwatch.GetTimestamp();
                await benchmarkCase.RunAsync();
                var elapsed = Stopwatch.GetElapsedTime(started);
                if (round >= 0)
                {
                    timings.Add(benchmarkCase.Name, elapsed);
                }

                await (benchmarkCase.CleanUpAsync?.Invoke() ?? Task.CompletedTask);
            }
        }

        return timings;
    }

    private static IEnumerable<BenchmarkCase> InOrder(IReadOnlyList<BenchmarkCase> cases, int round)
    {
        var rotated = cases.Select((_, i) => cases[(round + i) % cases.Count]);
        return round % 2 == 0 ? rotated : rotated.Reverse();
    }
}
