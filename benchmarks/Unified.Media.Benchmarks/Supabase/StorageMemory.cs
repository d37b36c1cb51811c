using System.Net.NetworkInformation;
using Microsoft.Extensions.DependencyInjection;

namespace Unified.Media.Benchmarks;

/// <summary>Whether memory and connections depend on how much is uploaded.</summary>
internal sealed class StorageMemory(StorageBench bench, BenchmarkFolder folder, bool isSmall)
{
    private const long Mebibyte = 1024 * 1024;
    private const int MaxConnections = 8;

    public async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken) =>
        [.. await OneAsync(cancellationToken), .. await ManyAsync(cancellationToken)];

    private async Task<IReadOnlyList<Figure>> OneAsync(CancellationToken cancellationToken)
    {
        var mebibytes = isSmall ? 200 : 2_048;
        await using var services = bench.Host(folder);
        var store = services.GetRequiredService<IUnifiedMediaStore>();
        await UpAndDownAsync(store, 10, cancellationToken);
        MediaItem? item = null;
        var up = await MemoryWatch.WatchAsync(async () => item = await UploadAsync(store, mebibytes, cancellationToken));
        var down = await MemoryWatch.WatchAsync(() => ReadAsync(store, item!, cancellationToken));
        await store.DeleteMediaUnifiedAsync(StorageBench.User, item!.Id, cancellationToken: cancellationToken);
        return [.. Growth($"{mebibytes} MiB up", up), .. Growth($"{mebibytes} MiB down", down)];
    }

    private async Task<IReadOnlyList<Figure>> ManyAsync(CancellationToken cancellationToken)
    {
        var (count, mebibytes) = isSmall ? (20, 10) : (200, 50);
        await using var services = bench.Host(folder, options => options.MaxConnections = MaxConnections);
        var store = services.GetRequiredService<IUnifiedMediaStore>();
        await UpAndDownAsync(store, 10, cancellationToken);
        var (most, before) = (0, Connections());
        var growth = await MemoryWatch.WatchAsync(() => Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = MaxConnections, CancellationToken = cancellationToken },
            async (_, token) =>
            {
                var item = await UploadAsync(store, mebibytes, token);
                var open = Connections();
                InterlockedMax(ref most, open - before + 1);
                await store.DeleteMediaUnifiedAsync(StorageBench.User, item.Id, cancellationToken: token);
            }));
        return
        [
            Figure.AtMost(
                $"{count} × {mebibytes} MiB, {MaxConnections} at once, resident",
                growth.Resident / (double)Mebibyte,
                64,
                "MiB",
                $"heap +{growth.Heap / (double)Mebibyte:0.0} MiB; {growth.Elapsed.TotalSeconds:0.0} s"),
            Figure.AtMost($"{count} × {mebibytes} MiB, connections", most, MaxConnections, "", "beside those of earlier measurements"),
        ];
    }

    private static IEnumerable<Figure> Growth(string what, MemoryGrowth growth)
    {
        var detail = $"{growth.Allocated / (double)Mebibyte:0.0} MiB allocated; {growth.Elapsed.TotalSeconds:0.0} s";
        yield return Figure.AtMost($"{what}, managed heap", growth.Heap / (double)Mebibyte, 2, "MiB", detail);
        yield return Figure.AtMost($"{what}, resident", growth.Resident / (double)Mebibyte, 32, "MiB", detail);
    }

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
        var buffer = new byte[128 * 1024];
        while (await download!.Content.ReadAsync(buffer, cancellationToken) > 0)
        {
        }
    }

    private int Connections() => IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections()
        .Count(connection => connection.State == TcpState.Established && connection.RemoteEndPoint.Port == bench.Url.Port);

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); value > seen;)
        {
            seen = Interlocked.CompareExchange(ref most, value, seen);
        }
    }
}
