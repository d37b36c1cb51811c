using Microsoft.Extensions.DependencyInjection;

namespace Unified.Media.Benchmarks;

/// <summary>A temporary folder for stores and files, deleted on disposal.</summary>
internal sealed class BenchmarkFolder : IDisposable
{
    public BenchmarkFolder(string parent)
    {
        Path = System.IO.Path.Combine(parent, "unified-media-benchmarks-" + System.IO.Path.GetRandomFileName());
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public string GetPath(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Creates an embedded store with default options, except for a maximum video size of 8 GiB.</summary>
    public ServiceProvider CreateEmbedded(string name, Action<UnifiedMediaBuilder>? configure = null) =>
        new ServiceCollection()
            .AddUnifiedMedia(media =>
            {
                media.UseEmbedded(GetPath(name)).Configure(options =>
                {
                    options.Videos.MaxBytes = 8L * 1024 * 1024 * 1024;
                    options.SpoolFolder = Path;
                });
                configure?.Invoke(media);
            })
            .BuildServiceProvider();

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
