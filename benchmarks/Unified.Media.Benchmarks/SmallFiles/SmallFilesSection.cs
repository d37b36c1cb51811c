using Microsoft.Extensions.DependencyInjection;

namespace Unified.Media.Benchmarks;

/// <summary>Measures the number of small files stored per second.</summary>
internal sealed class SmallFilesSection : IBenchmarkSection
{
    private const int Blocks = 10;
    private const int FilesPerBlock = 1_000;
    private const int Workers = 2;
    private const int MinLength = 1024;
    private const int MaxLength = 5 * 1024;
    private const double Goal = 0.6;

    private static readonly MediaUser User = MediaUser.For("small");

    public string Name => "small";

    public string Title => $"{Blocks * FilesPerBlock} images of 1 to 5 KiB by {Workers} workers against a hand-written loop with the same durability";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkOptions options, BenchmarkFolder folder, CancellationToken cancellationToken)
    {
        var images = Images();
        var services = folder.CreateEmbedded("store");
        await using var servicesScope = services;
        var store = services.GetRequiredService<IUnifiedMediaStore>();
        using var byHand = new HandWrittenStore(folder.GetPath("hand"));
        var timings = await InterleavedTimer.MeasureAsync(
            Blocks,
            [
                new("by hand", () => RunWorkersAsync(i =>
                {
                    byHand.Store("small", images[i % images.Length].Bytes);
                    return Task.CompletedTask;
                })),
                new("store", () => RunWorkersAsync(i => UploadAsync(images[i % images.Length].Bytes, title: null))),
                new("with titles", () => RunWorkersAsync(i => UploadAsync(images[i % images.Length].Bytes, $"Holiday picture {i}"))),
            ],
            cancellationToken);
        return
        [
            Figure.AtLeast(
                "throughput",
                timings.Ratio("by hand", "store"),
                Goal,
                "x",
                $"{Rate("store"):0} files/s; by hand {Rate("by hand"):0} files/s; {timings.Spread("by hand", "store")}"),
            Figure.WithoutGoal(
                "throughput with a title each, searchable", timings.Ratio("by hand", "with titles"), "x", $"{Rate("with titles"):0} files/s"),
        ];

        Task UploadAsync(byte[] image, string? title) => store.UploadUserImageAsync(
            User, new() { Content = MediaContent.FromStream(new MemoryStream(image, writable: false)), Title = title }, cancellationToken);

        double Rate(string name) => FilesPerBlock * 1_000 / timings.Median(name);
    }

    private static (string Name, byte[] Bytes)[] Images() =>
    [
        .. SampleMedia.All().Where(file =>
            file.Bytes.Length is >= MinLength and <= MaxLength && MediaFormat.Recognize(file.Bytes)?.Kind == MediaKind.Image),
    ];

    private static Task RunWorkersAsync(Func<int, Task> run)
    {
        var next = -1;
        return Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(async () =>
        {
            int i;
            while ((i = Interlocked.Increment(ref next)) < FilesPerBlock)
            {
                await run(i);
            }
        })));
    }
}
