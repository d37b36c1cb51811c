using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace Unified.Media.Benchmarks;

/// <summary>Whether memory and connections depend on how much is uploaded.</summary>
internal sealed class StorageMemory(StorageBench bench, BenchmarkFolder folder, bool isSmall)
{
    private const long Mebibyte = 1024 * 1024;
    private const int MaxConnections = 8;

    // More than there may be connections, so that the limit is felt.
    private const int AtOnce = 12;

    public async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken) =>
    [
        .. await OneAsync(inChunks: true, cancellationToken),
        .. await OneAsync(inChunks: false, cancellationToken),
        .. await ManyAsync(cancellationToken),
    ];

    private async Task<IReadOnlyList<Figure>> OneAsync(bool inChunks, CancellationToken cancellationToken)
    {
        var mebibytes = isSmall ? 200 : 2_048;
        await using var services = bench.Host(folder, options =>
            options.ResumableThresholdBytes = inChunks ? options.ResumableThresholdBytes : long.MaxValue);
        var store = services.GetRequiredService<IUnifiedMediaStore>();
        await UpAndDownAsync(store, 10, cancellationToken);
        MediaItem? item = null;
        var up = await MemoryWatch.WatchAsync(async () => item = await UploadAsync(store, mebibytes, cancellationToken), countsLive: true);
        var down = await MemoryWatch.WatchAsync(() => ReadAsync(store, item!, cancellationToken), countsLive: true);
        var bare = await MemoryWatch.WatchAsync(() => bench.GetBareAsync($"object/{bench.Bucket}/{item!.Location!.Key}", cancellationToken), countsLive: true);
        await store.DeleteMediaUnifiedAsync(StorageBench.User, item!.Id, cancellationToken: cancellationToken);
        var way = inChunks ? "in chunks" : "in one request";
        return
        [
            .. Growth($"{mebibytes} MiB up {way}", up),
            .. Growth($"{mebibytes} MiB down", down),
            Figure.Plain($"{mebibytes} MiB down by a bare HttpClient, managed heap", bare.Live / (double)Mebibyte, "MiB", Detail(bare)),
        ];
    }

    private async Task<IReadOnlyList<Figure>> ManyAsync(CancellationToken cancellationToken)
    {
        var (count, mebibytes) = isSmall ? (20, 10) : (200, 50);
        var connections = new OpenConnections();
        await using var services = bench.Host(folder, options => options.MaxConnections = MaxConnections, connections.Watch);
        var store = services.GetRequiredService<IUnifiedMediaStore>();
        await UpAndDownAsync(store, 10, cancellationToken);
        var growth = await MemoryWatch.WatchAsync(() => Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (_, token) =>
            {
                var item = await UploadAsync(store, mebibytes, token);
                await store.DeleteMediaUnifiedAsync(StorageBench.User, item.Id, cancellationToken: token);
            }));
        return
        [
            Figure.AtMost(
                $"{count} × {mebibytes} MiB, {AtOnce} at once, resident",
                growth.Resident / (double)Mebibyte,
                64,
                "MiB",
                $"heap +{growth.Heap / (double)Mebibyte:0.0} MiB; {growth.Elapsed.TotalSeconds:0.0} s"),
            Figure.AtMost(
                $"{count} × {mebibytes} MiB, {AtOnce} at once, connections",
                connections.Most,
                MaxConnections,
                "",
                $"limit {MaxConnections}"),
        ];
    }

    private static IEnumerable<Figure> Growth(string what, MemoryGrowth growth)
    {
        var detail = Detail(growth);
        yield return Figure.AtMost($"{what}, managed heap", growth.Live / (double)Mebibyte, 2, "MiB", detail);
        yield return Figure.AtMost($"{what}, resident", growth.Resident / (double)Mebibyte, 32, "MiB", detail);
    }

    // What HttpClient leaves behind of each read that had to wait is garbage, and as much as a bare one leaves; it is told, not judged.
    private static string Detail(MemoryGrowth growth) =>
        string.Create(CultureInfo.InvariantCulture, $"{growth.Heap / (double)Mebibyte:0.0} MiB with garbage; {growth.Elapsed.TotalSeconds:0.0} s");

    private static async Task UpAndDownAsync(IUnifiedMediaStore store, int mebibytes, CancellationToken cancellationToken)
    {
        var item = await UploadAsync(store, mebibytes, cancellationToken);
        await ReadAsync(store, item, cancellationToken);
        await store.DeleteMediaUnifiedAsync(StorageBench.User, item.Id, cancellationToken: cancellationToken);
    }

    private static async Task<MediaItem> UploadAsync(IUnifiedMediaStore store, int mebibytes, CancellationToken cancellationToken)
    {
        await using var movie = new LongMovie(mebibytes * Mebibyte);
        return await store.UploadUserVideoAsync(StorageBench.User, new() { Content = MediaContent.FromStream(movie) }, cancellationToken);
    }

    private static async Task ReadAsync(IUnifiedMediaStore store, MediaItem item, CancellationToken cancellationToken)
    {
        await using var download = await store.OpenMediaAsync(StorageBench.User, item.Id, cancellationToken: cancellationToken);
        var buffer = new byte[StorageBench.ReadBytes];
        while (await download!.Content.ReadAsync(buffer, cancellationToken) > 0)
        {
        }
    }
}
