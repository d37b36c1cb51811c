using System.Diagnostics;

namespace Unified.Media.Benchmarks;

/// <summary>
/// Times contestants in rounds, after rounds that do not count. In every round each runs once, so that whatever else the machine does meets
/// all of them; the order turns by one from round to round and every other round runs backwards, so that nobody always follows the same
/// neighbour.
/// </summary>
internal static class Interleaved
{
    public static async Task<Timings> MeasureAsync(
        int rounds, IReadOnlyList<Contestant> contestants, CancellationToken cancellationToken, int warmUps = 1)
    {
        var timings = new Timings(contestants.Select(contestant => contestant.Name));
        for (var round = -warmUps; round < rounds; round++)
        {
            foreach (var contestant in InOrder(contestants, Math.Max(round, 0)))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var started = Stopwatch.GetTimestamp();
                await contestant.RunAsync();
                var elapsed = Stopwatch.GetElapsedTime(started);
                if (round >= 0)
                {
                    timings.Add(contestant.Name, elapsed);
                }

                await (contestant.CleanAsync?.Invoke() ?? Task.CompletedTask);
            }
        }

        return timings;
    }

    private static IEnumerable<Contestant> InOrder(IReadOnlyList<Contestant> contestants, int round)
    {
        var turned = contestants.Select((_, i) => contestants[(round + i) % contestants.Count]);
        return round % 2 == 0 ? turned : turned.Reverse();
    }
}
