using Microsoft.Extensions.DependencyInjection;

namespace Unified.Media.Benchmarks;

/// <summary>Compares uploads with the minimal work of any upload.</summary>
internal sealed class IntakeSection : IBenchmarkSection
{
    private const int Rounds = 7;
    private const int Mebibyte = 1024 * 1024;
    private const double Goal = 1.3;

    private static readonly MediaUser User = MediaUser.For("intake");

    public string Name => "intake";

    public string Title => "uploads into the folder store (SQLite catalog) against a loop that reads, writes and hashes 256 KiB blocks, then fsync";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkOptions options, BenchmarkFolder folder, CancellationToken cancellationToken)
    {
        var services = folder.CreateEmbedded("store");
        await using var servicesScope = services;
        var store = services.GetRequiredService<IUnifiedMediaStore>();
        await MeasureAsync(1, 10, GeneratedMovie.Plain, store, folder, cancellationToken);
        return
        [
            .. await MeasureAsync(Rounds, 100, GeneratedMovie.Plain, store, folder, cancellationToken),
            .. await MeasureAsync(Rounds, 1024, GeneratedMovie.Plain, store, folder, cancellationToken),
            .. await MeasureAsync(Rounds, 100, GeneratedMovie.WithLocation, store, folder, cancellationToken),
        ];
    }

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(
        int rounds, int mebibytes, string beginning, IUnifiedMediaStore store, BenchmarkFolder folder, CancellationToken cancellationToken)
    {
        var source = folder.GetPath("source.mp4");
        var target = folder.GetPath("floor.mp4");
        using (var movie = new GeneratedMovie((long)mebibytes * Mebibyte, beginning))
        using (var file = File.Create(source))
        {
            movie.CopyTo(file);
            file.Flush(flushToDisk: true);
        }

        var timings = await InterleavedTimer.MeasureAsync(
            rounds,
            [
                new("floor", () => Task.Run(() => BaselineWrite.Run(source, target), cancellationToken)) { CleanUpAsync = DeleteTargetAsync },
                Upload("seekable", stream => stream),
                Upload("non-seekable", stream => new ForwardOnlyStream(stream)),
            ],
            cancellationToken,
            warmUps: 0);
        File.Delete(source);
        return [FigureOf("seekable"), FigureOf("non-seekable")];

        // The flush keeps the cost of the delete out of the next measurement.
        Task DeleteTargetAsync()
        {
            File.Delete(target);
            return DurableFile.FlushFolderAsync(folder.Path);
        }

        BenchmarkCase Upload(string name, Func<Stream, Stream> wrap)
        {
            MediaId? uploaded = null;
            return new(name, UploadAsync) { CleanUpAsync = DeleteAsync };

            async Task UploadAsync()
            {
                var stream = wrap(new FileStream(source, new FileStreamOptions { Options = FileOptions.Asynchronous, BufferSize = 0 }));
                await using var streamScope = stream;
                var item = await store.UploadUserVideoAsync(User, new() { Content = MediaContent.FromStream(stream) }, cancellationToken);
                uploaded = item.Id;
            }

            async Task DeleteAsync() => await store.DeleteMediaUnifiedAsync(User, uploaded!.Value, cancellationToken: cancellationToken);
        }

        Figure FigureOf(string name)
        {
            var ratio = timings.Ratio(name, "floor");
            var detail = $"{timings.Median(name):0} ms; floor {timings.Median("floor"):0} ms; {timings.Spread(name, "floor")}";
            return beginning == GeneratedMovie.Plain
                ? Figure.AtMost($"{mebibytes} MiB, {name}", ratio, Goal, "x", detail)
                : Figure.WithoutGoal($"{mebibytes} MiB, {name}, location stripped", ratio, "x", detail);
        }
    }
}
