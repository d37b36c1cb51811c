using Microsoft.Extensions.DependencyInjection;

namespace Unified.Media.Benchmarks;

/// <summary>Whether memory depends on the length of what is uploaded.</summary>
internal sealed class MemorySection : ISection
{
    private const long Mebibyte = 1024 * 1024;
    private const double HeapGoal = 2;

    private static readonly MediaUser User = MediaUser.For("memory");

    public string Name => "memory";

    public string Title => "how far the managed heap, garbage included, grows during one upload";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkRun run, BenchmarkFolder folder, CancellationToken cancellationToken)
    {
        var figures = new List<Figure>();
        await using (var services = folder.Embedded("discarding", media => media.DecorateObjectStore((store, _) => new DiscardingObjectStore(store))))
        {
            await MeasureAsync(figures, services, "nothing stored", [10, 1024, 5 * 1024], cancellationToken);
        }

        await using (var services = folder.Embedded("folder"))
        {
            await MeasureAsync(figures, services, "folder store", run.StoresFiveGibibytes ? [10, 1024, 5 * 1024] : [10, 1024], cancellationToken);
        }

        return figures;
    }

    private static async Task MeasureAsync(
        List<Figure> figures, ServiceProvider services, string where, IReadOnlyList<int> mebibytes, CancellationToken cancellationToken)
    {
        var store = services.GetRequiredService<IUnifiedMediaStore>();
        await UploadAsync(store, 10, canSeek: true, cancellationToken);
        await UploadAsync(store, 10, canSeek: false, cancellationToken);
        foreach (var length in mebibytes)
        {
            foreach (var canSeek in (bool[])[true, false])
            {
                var growth = await MemoryWatch.WatchAsync(() => UploadAsync(store, length, canSeek, cancellationToken));
                figures.Add(Figure.AtMost(
                    $"{length} MiB, {(canSeek ? "seekable" : "non-seekable")}, {where}",
                    growth.Heap / (double)Mebibyte,
                    HeapGoal,
                    "MiB",
                    $"RSS +{growth.Resident / (double)Mebibyte:0.0} MiB; {growth.Allocated / (double)Mebibyte:0.0} MiB allocated; {growth.Elapsed.TotalSeconds:0.0} s"));
            }
        }
    }

    private static async Task UploadAsync(IUnifiedMediaStore store, int mebibytes, bool canSeek, CancellationToken cancellationToken)
    {
        using var movie = new LongMovie(mebibytes * Mebibyte, canSeek);
        var item = await store.UploadUserVideoAsync(User, new() { Content = MediaContent.FromStream(movie) }, cancellationToken);
        await store.DeleteMediaUnifiedAsync(User, item.Id, cancellationToken: cancellationToken);
    }
}
