using System.Diagnostics;

namespace Unified.Media.Benchmarks;

/// <summary>Samples the memory usage of the process every two milliseconds while an operation runs.</summary>
internal static class MemorySampler
{
    private const int SamplesPerCollection = 50;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(2);

    public static async Task<MemoryGrowth> MeasureAsync(Func<Task> run, bool measureLive = false)
    {
        using var residentSet = new ResidentSet();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var heap = GC.GetTotalMemory(forceFullCollection: true);
        var resident = residentSet.Read();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var (maxHeap, maxLive, maxResident) = (heap, heap, resident);
        var isDone = false;

        // A dedicated thread samples regularly even if the thread pool is busy.
        var sampler = new Thread(() =>
        {
            for (var samples = 1; !Volatile.Read(ref isDone); samples++)
            {
                maxHeap = Math.Max(maxHeap, GC.GetTotalMemory(forceFullCollection: false));
                maxResident = Math.Max(maxResident, residentSet.Read());
                if (measureLive && samples % SamplesPerCollection == 0)
                {
                    GC.Collect();
                    maxLive = Math.Max(maxLive, GC.GetTotalMemory(forceFullCollection: false));
                }

                Thread.Sleep(Interval);
            }
        });
        var started = Stopwatch.GetTimestamp();
        sampler.Start();
        try
        {
            await run();
        }
        finally
        {
            Volatile.Write(ref isDone, true);
            sampler.Join();
        }

        return new(
            maxHeap - heap, maxLive - heap, maxResident - resident, GC.GetTotalAllocatedBytes(precise: true) - allocated,
            Stopwatch.GetElapsedTime(started));
    }
}
