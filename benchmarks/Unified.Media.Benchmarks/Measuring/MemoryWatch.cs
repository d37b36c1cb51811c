using System.Diagnostics;

namespace Unified.Media.Benchmarks;

/// <summary>Looks at the process's memory every few milliseconds while something runs.</summary>
internal static class MemoryWatch
{
    private const int LooksPerCollection = 50;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(2);

    public static async Task<MemoryGrowth> WatchAsync(Func<Task> run, bool countsLive = false)
    {
        using var residentSet = new ResidentSet();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var heap = GC.GetTotalMemory(forceFullCollection: true);
        var resident = residentSet.Read();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var (highestHeap, highestLive, highestResident) = (heap, heap, resident);
        var isDone = false;

        // A thread of its own: a busy thread pool would not look often enough.
        var watcher = new Thread(() =>
        {
            for (var looks = 1; !Volatile.Read(ref isDone); looks++)
            {
                highestHeap = Math.Max(highestHeap, GC.GetTotalMemory(forceFullCollection: false));
                highestResident = Math.Max(highestResident, residentSet.Read());
                if (countsLive && looks % LooksPerCollection == 0)
                {
                    GC.Collect();
                    highestLive = Math.Max(highestLive, GC.GetTotalMemory(forceFullCollection: false));
                }

                Thread.Sleep(Interval);
            }
        });
        var started = Stopwatch.GetTimestamp();
        watcher.Start();
        try
        {
            await run();
        }
        finally
        {
            Volatile.Write(ref isDone, true);
            watcher.Join();
        }

        return new(
            highestHeap - heap, highestLive - heap, highestResident - resident, GC.GetTotalAllocatedBytes(precise: true) - allocated, Stopwatch.GetElapsedTime(started));
    }
}
