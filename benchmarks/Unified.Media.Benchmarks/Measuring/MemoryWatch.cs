using System.Diagnostics;

namespace Unified.Media.Benchmarks;

/// <summary>Looks at the process's memory every few milliseconds while something runs.</summary>
internal static class MemoryWatch
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(2);

    public static async Task<MemoryGrowth> WatchAsync(Func<Task> run)
    {
        using var residentSet = new ResidentSet();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var heap = GC.GetTotalMemory(forceFullCollection: true);
        var resident = residentSet.Read();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var (highestHeap, highestResident) = (heap, resident);
        var isDone = false;

        // A thread of its own: a busy thread pool would not look often enough.
        var watcher = new Thread(() =>
        {
            while (!Volatile.Read(ref isDone))
            {
                highestHeap = Math.Max(highestHeap, GC.GetTotalMemory(forceFullCollection: false));
                highestResident = Math.Max(highestResident, residentSet.Read());
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
            highestHeap - heap, highestResident - resident, GC.GetTotalAllocatedBytes(precise: true) - allocated, Stopwatch.GetElapsedTime(started));
    }
}
