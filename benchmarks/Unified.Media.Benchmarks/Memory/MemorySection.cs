using Microsoft.Extensions.DependencyInjection;

namespace Unified.Media.Benchmarks;

/// <summary>Measures whether memory usage depends on the length of an upload.</summary>
internal sealed class MemorySection : IBenchmarkSection
{
    private const long Mebibyte = 1024 * 1024;
    private const double HeapGoal = 2;

    private static readonly MediaUser User = MediaUser.For("memory");

    public string Name => "memory";

    public string Title => "how far the managed heap, garbage included, grows during one upload";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkOptions options, BenchmarkFolder folder, CancellationToken cancellationToken)
    {
        var figures = new List<Figure>();
        await using (var services = folder.CreateEmbedded(
            "discarding", media => media.DecorateObjectStore((store, _) => new DiscardingObjectStore(store))))
        {
            await MeasureAsync(figures, services, "nothing stored", [10, 1024, 5 * 1024], length => new GeneratedMovie(length), cancellationToken);
        }

        await using (var services = folder.CreateEmbedded("folder"))
        {
            int[] mebibytes = options.StoreFiveGibibytes ? [10, 1024, 5 * 1024] : [10, 1024];
            await MeasureAsync(figures, services, "from file into folder", mebibytes, length => SourceFile(folder, length), cancellationToken);
        }

        return figures;
    }

    // Reads of a real file complete asynchronously, which may allocate memory.
    private static FileStream SourceFile(BenchmarkFolder folder, long length)
    {
        var path = folder.GetPath("source.mp4");
        if (!File.Exists(path) || new FileInfo(path).Length != length)
        {
            using var movie = new GeneratedMovie(length);
            using var file = File.Create(path);
            movie.CopyTo(file);
        }

        return new(path, new FileStreamOptions { Options = FileOptions.Asynchronous, BufferSize = 0 });
    }

    private static async Task MeasureAsync(
        List<Figure> figures, ServiceProvider services, string where, int[] mebibytes, Func<long, Stream> open,
        CancellationToken cancellationToken)
    {
        var store = services.GetRequiredService<IUnifiedMediaStore>();
        foreach (var canSeek in (bool[])[true, false])
        {
            await GrowthAsync(mebibytes[0], canSeek);
        }

        foreach (var length in mebibytes)
        {
            foreach (var canSeek in (bool[])[true, false])
            {
                var growth = await GrowthAsync(length, canSeek);
                figures.Add(Figure.AtMost(
                    $"{length} MiB, {(canSeek ? "seekable" : "non-seekable")}, {where}",
                    growth.Heap / (double)Mebibyte,
                    HeapGoal,
                    "MiB",
                    $"RSS +{growth.Resident / (double)Mebibyte:0.0} MiB; {growth.Allocated / (double)Mebibyte:0.0} MiB allocated; "
                    + $"{growth.Elapsed.TotalSeconds:0.0} s"));
            }
        }

        async Task<MemoryGrowth> GrowthAsync(int length, bool canSeek)
        {
            var stream = canSeek ? open(length * Mebibyte) : new ForwardOnlyStream(open(length * Mebibyte));
            await using var streamScope = stream;
            return await MemorySampler.MeasureAsync(() => UploadAsync(store, stream, cancellationToken));
        }
    }

    private static async Task UploadAsync(IUnifiedMediaStore store, Stream stream, CancellationToken cancellationToken)
    {
        var item = await store.UploadUserVideoAsync(User, new() { Content = MediaContent.FromStream(stream) }, cancellationToken);
        await store.DeleteMediaUnifiedAsync(User, item.Id, cancellationToken: cancellationToken);
    }
}
