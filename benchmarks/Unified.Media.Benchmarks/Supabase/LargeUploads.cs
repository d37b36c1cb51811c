using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Unified.Media.Benchmarks;

/// <summary>Measures large uploads, one at a time.</summary>
internal sealed class LargeUploads(StorageBenchmark bench, BenchmarkFolder folder, bool isSmall)
{
    private const int Mebibyte = 1024 * 1024;

    // In earlier rounds, tiered compilation competes with the uploads for CPU time.
    private const int WarmUpRounds = 10;

    private const string Bare = "bare HttpClient";
    private const string Curl = "curl -T";
    private const string Buffered = "buffered byte[]";
    private const string Seekable = "seekable";
    private const string Spooled = "spooled";

    public async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        var mebibytes = isSmall ? 10 : 100;
        var source = folder.GetPath("source.mp4");
        using (var movie = new GeneratedMovie((long)mebibytes * Mebibyte))
        using (var file = File.Create(source))
        {
            movie.CopyTo(file);
        }

        await using var services = bench.CreateHost(folder);
        var store = services.GetRequiredService<IUnifiedMediaStore>();
        var hasCurl = CanRun("curl");
        var timings = await InterleavedTimer.MeasureAsync(
            isSmall ? 3 : 15,
            [
                CreateBareCase(Bare, path => PutStreamAsync(path, source, cancellationToken)),
                CreateBareCase(Buffered, path => PutBufferedAsync(path, source, cancellationToken)),
                .. hasCurl ? [CreateBareCase(Curl, path => CurlAsync(path, source, cancellationToken))] : Array.Empty<BenchmarkCase>(),
                CreateUploadCase(store, Seekable, source, stream => stream, cancellationToken),
                CreateUploadCase(store, Spooled, source, stream => new ForwardOnlyStream(stream), cancellationToken),
            ],
            cancellationToken,
            isSmall ? 1 : WarmUpRounds);
        File.Delete(source);

        // The goals for speed apply to the server that stores. Its work hides the overhead of clients, so the goal for the overhead of a
        // buffering client applies to the server that discards.
        return
        [
            CompareSpeed(Seekable, Bare, bench.Stores ? 0.8 : null),
            CompareSpeed(Spooled, Bare, bench.Stores ? 0.5 : null),
            CompareSpeed(Seekable, Buffered, bench.Stores ? null : 3),
            .. hasCurl ? [CompareSpeed(Seekable, Curl, bench.Stores ? 1 : null)] : Array.Empty<Figure>(),
        ];

        Figure CompareSpeed(string ours, string theirs, double? goal)
        {
            var label = $"{mebibytes} MiB to {bench.ServerName}, {ours}, speed / {theirs}";
            var detail = $"{timings.Median(ours):0} ms; {theirs} {timings.Median(theirs):0} ms; {timings.Spread(theirs, ours)}";
            return goal is { } minimum
                ? Figure.AtLeast(label, timings.Ratio(theirs, ours), minimum, "x", detail)
                : Figure.WithoutGoal(label, timings.Ratio(theirs, ours), "x", detail);
        }
    }

    private static BenchmarkCase CreateUploadCase(
        IUnifiedMediaStore store, string name, string source, Func<Stream, Stream> wrap, CancellationToken cancellationToken)
    {
        MediaItem? uploaded = null;
        return new(name, async () =>
        {
            await using var stream = wrap(Open(source));
            uploaded = await store.UploadUserVideoAsync(
                StorageBenchmark.User, new() { Content = MediaContent.FromStream(stream) }, cancellationToken);
        })
        {
            CleanUpAsync = async () => await store.DeleteMediaUnifiedAsync(StorageBenchmark.User, uploaded!.Id, cancellationToken: cancellationToken),
        };
    }

    private static FileStream Open(string path) => new(path, new FileStreamOptions { Options = FileOptions.Asynchronous, BufferSize = 0 });

    private static bool CanRun(string program)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, "--version") { RedirectStandardOutput = true });
            process!.WaitForExit();
            return true;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private BenchmarkCase CreateBareCase(string name, Func<string, Task> put)
    {
        var path = "";
        return new(name, () => put(path = bench.NewPath())) { CleanUpAsync = () => bench.DeleteBareAsync(path) };
    }

    private async Task PutStreamAsync(string path, string source, CancellationToken cancellationToken)
    {
        await using var stream = Open(source);
        using var content = new StreamContent(stream, 256 * 1024);
        await bench.PutBareAsync(path, content, cancellationToken);
    }

    private async Task PutBufferedAsync(string path, string source, CancellationToken cancellationToken)
    {
        await using var stream = Open(source);
        using var content = await BufferedUpload.CreateAsync(stream, cancellationToken);
        await bench.PutBareAsync(path, content, cancellationToken);
    }

    private async Task CurlAsync(string path, string source, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo("curl")
        {
            ArgumentList =
            {
                "-sS", "--fail", "-o", "/dev/null", "-T", source, "-H", $"Authorization: Bearer {bench.Key}", "-H", "Content-Type: video/mp4",
                "-H", "Expect:", new Uri(bench.Url, path).AbsoluteUri,
            },
        })!;
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"curl failed with {process.ExitCode}.");
        }
    }
}
