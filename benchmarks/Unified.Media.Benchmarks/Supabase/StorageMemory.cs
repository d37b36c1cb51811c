using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace Unified.Media.Benchmarks;

/// <summary>Measures whether memory and connections depend on the amount of uploaded data.</summary>
internal sealed class StorageMemory(StorageBenchmark bench, BenchmarkFolder folder, bool isSmall)
{
    private const long Mebibyte = 1024 * 1024;
    private const int MaxConnections = 8;

    // More than the maximum number of connections, so that the limit applies.
    private const int Concurrency = 12;

    public async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken) =>
    [
        .. await OneAsync(inChunks: true, cancellationToken),
        .. await OneAsync(inChunks: false, cancellationToken),
        .. await ManyAsync(cancellationToken),
    ];

    private async Task<IReadOnlyList<Figure>> OneAsync(bool inChunks, CancellationToken cancellationToken)
    {
        var mebibytes = isSmall ? 200 : 2_048;
        await using var services = bench.CreateHost(folder, options =>
            options.ResumableThresholdBytes = inChunks ? options.ResumableThresholdBytes : long.MaxValue);
        var store = services.GetRequiredService<IUnifiedMediaStore>();
        await RoundTripAsync(store, 10, cancellationToken);
        MediaItem? item = null;
        var up = await MemorySampler.MeasureAsync(async () => item = await UploadAsync(store, mebibytes, cancellationToken), measureLive: true);
        var down = await MemorySampler.MeasureAsync(() => ReadAsync(store, item!, cancellationToken), measureLive: true);
        var bare = await MemorySampler.MeasureAsync(
            () => bench.GetBareAsync($"object/{bench.Bucket}/{item!.Location!.Key}", cancellationToken), measureLive: true);
        await store.DeleteMediaUnifiedAsync(StorageBenchmark.User, item!.Id, cancellationToken: cancellationToken);
        var way = inChunks ? "in chunks" : "in one request";
        return
        [
            .. Growth($"{mebibytes} MiB up {way}", up),
            .. Growth($"{mebibytes} MiB down", down),
            Figure.WithoutGoal($"{mebibytes} MiB down by a bare HttpClient, managed heap", bare.Live / (double)Mebibyte, "MiB", Detail(bare)),
        ];
    }

    private async Task<IReadOnlyList<Figure>> ManyAsync(CancellationToken cancellationToken)
    {
        var (count, mebibytes) = isSmall ? (20, 10) : (200, 50);
        var connections = new ConnectionCounter();
        await using var services = bench.CreateHost(folder, options => options.MaxConnections = MaxConnections, connections.Attach);
        var store = services.GetRequiredService<IUnifiedMediaStore>();
        await RoundTripAsync(store, 10, cancellationToken);
        var growth = await MemorySampler.MeasureAsync(() => Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = cancellationToken },
            async (_, token) =>
            {
                var item = await UploadAsync(store, mebibytes, token);
                await store.DeleteMediaUnifiedAsync(StorageBenchmark.User, item.Id, cancellationToken: token);
            }));
        return
        [
            Figure.AtMost(
                $"{count} × {mebibytes} MiB, {Concurrency} at once, resident",
                growth.Resident / (double)Mebibyte,
                64,
                "MiB",
                $"heap +{growth.Heap / (double)Mebibyte:0.0} MiB; {growth.Elapsed.TotalSeconds:0.0} s"),
            Figure.AtMost(
                $"{count} × {mebibytes} MiB, {Concurrency} at once, connections",
                connections.Max,
                MaxConnections,
                "",
                $"limit {MaxConnections}"),
        ];
    }

    private static IEnumerable<Figure> Growth(string name, MemoryGrowth growth)
    {
        var detail = Detail(growth);
        yield return Figure.AtMost($"{name}, managed heap", growth.Live / (double)Mebibyte, 2, "MiB", detail);
        yield return Figure.AtMost($"{name}, resident", growth.Resident / (double)Mebibyte, 32, "MiB", detail);
    }

    // HttpClient allocates garbage per asynchronous read, also without the library, so there is no goal for it.
    private static string Detail(MemoryGrowth growth) =>
        string.Create(CultureInfo.InvariantCulture, $"{growth.Heap / (double)Mebibyte:0.0} MiB with garbage; {growth.Elapsed.TotalSeconds:0.0} s");

    private static async Task RoundTripAsync(IUnifiedMediaStore store, int mebibytes, CancellationToken cancellationToken)
    {
        var item = await UploadAsync(store, mebibytes, cancellationToken);
        await ReadAsync(store, item, cancellationToken);
        await store.DeleteMediaUnifiedAsync(StorageBenchmark.User, item.Id, cancellationToken: cancellationToken);
    }

    private static async Task<MediaItem> UploadAsync(IUnifiedMediaStore store, int mebibytes, CancellationToken cancellationToken)
    {
        await using var movie = new GeneratedMovie(mebibytes * Mebibyte);
        return await store.UploadUserVideoAsync(StorageBenchmark.User, new() { Content = MediaContent.FromStream(movie) }, cancellationToken);
    }

    private static async Task ReadAsync(IUnifiedMediaStore store, MediaItem item, CancellationToken cancellationToken)
    {
        await using var download = await store.OpenMediaAsync(StorageBenchmark.User, item.Id, cancellationToken: cancellationToken);
        var buffer = new byte[StorageBenchmark.ReadBytes];
        while (await download!.Content.ReadAsync(buffer, cancellationToken) > 0)
        {
        }
    }
}
