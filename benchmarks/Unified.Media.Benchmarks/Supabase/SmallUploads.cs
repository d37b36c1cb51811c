using Microsoft.Extensions.DependencyInjection;
using Unified.Media.Drivers;

namespace Unified.Media.Benchmarks;

/// <summary>Measures small uploads, eight at a time.</summary>
internal sealed class SmallUploads(StorageBenchmark bench, BenchmarkFolder folder, bool isSmall)
{
    private const int Bytes = 10 * 1024;
    private const int Concurrency = 8;
    private const string Bare = "bare HttpClient";
    private const string Ours = "object store";

    public async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        var count = (isSmall ? 100 : 500) * (bench.Stores ? 1 : 10);
        await using var services = bench.CreateHost(folder);
        var store = services.GetRequiredService<IObjectStore>();
        var bytes = new byte[Bytes];
        var paths = new List<string>();
        var timings = await InterleavedTimer.MeasureAsync(
            isSmall ? 3 : 9,
            [
                new(Bare, () => ManyAsync(path => bench.PutBareAsync(path, new ByteArrayContent(bytes), cancellationToken)))
                {
                    CleanUpAsync = CleanUpAsync,
                },
                new(Ours, () => ManyAsync(path =>
                    store.PutAsync(
                        new(bench.Bucket, path.Split('/')[^1]),
                        ObjectBody.FromBytes(bytes),
                        new() { ContentType = "video/mp4" },
                        cancellationToken)))
                {
                    CleanUpAsync = CleanUpAsync,
                },
            ],
            cancellationToken);
        var label = $"{Bytes / 1024} KiB to {bench.ServerName}, {Concurrency} at once, speed / {Bare}";
        var (ours, bare) = (count * 1000 / timings.Median(Ours), count * 1000 / timings.Median(Bare));
        var detail = $"{ours:0}/s; {Bare} {bare:0}/s; {timings.Spread(Bare, Ours)}";
        return
        [
            bench.Stores
                ? Figure.AtLeast(label, timings.Ratio(Bare, Ours), 0.85, "x", detail)
                : Figure.WithoutGoal(label, timings.Ratio(Bare, Ours), "x", detail),
        ];

        Task ManyAsync(Func<string, Task> put)
        {
            paths.AddRange(Enumerable.Range(0, count).Select(_ => bench.NewPath()));
            return Parallel.ForEachAsync(
                paths,
                new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = cancellationToken },
                async (path, _) => await put(path));
        }

        async Task CleanUpAsync()
        {
            await Parallel.ForEachAsync(paths, cancellationToken, async (path, _) => await bench.DeleteBareAsync(path));
            paths.Clear();
        }
    }
}
