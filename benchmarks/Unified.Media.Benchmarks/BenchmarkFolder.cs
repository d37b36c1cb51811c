using Microsoft.Extensions.DependencyInjection;

namespace Unified.Media.Benchmarks;

/// <summary>A temporary folder, gone at the end, and the stores in it.</summary>
internal sealed class BenchmarkFolder : IDisposable
{
    public BenchmarkFolder(string parent)
    {
        Path = System.IO.Path.Combine(parent, "unified-media-benchmarks-" + System.IO.Path.GetRandomFileName());
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>The store as a host gets it: SQLite catalog and folder store, the default settings but for the largest video.</summary>
    public ServiceProvider Embedded(string name, Action<UnifiedMediaBuilder>? more = null) =>
        new ServiceCollection()
            .AddUnifiedMedia(media =>
            {
                media.UseEmbedded(PathOf(name)).Configure(options =>
                {
                    options.Videos.MaxBytes = 8L * 1024 * 1024 * 1024;
                    options.SpoolFolder = Path;
                });
                more?.Invoke(media);
            })
            .BuildServiceProvider();

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
