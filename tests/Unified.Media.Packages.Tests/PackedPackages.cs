using System.Reflection;

namespace Unified.Media.Packages.Tests;

/// <summary>Packs the packages once into the local feed, with a unique version that no cache contains.</summary>
public sealed class PackedPackages : IAsyncLifetime
{
    private readonly string _feed = Path.Combine(Metadata("RepositoryRoot"), "eng", "feed");

    public static IReadOnlyList<string> Names { get; } =
    [
        "Unified.Media", "Unified.Media.LegacyMigration", "Unified.Media.Migrations", "Unified.Media.Postgres", "Unified.Media.Sqlite",
        "Unified.Media.Supabase", "Unified.Media.Testing", "Unified.Media.Tool",
    ];

    public string Version { get; } = $"0.2.0-test.{Convert.ToHexStringLower(Guid.CreateVersion7().ToByteArray(bigEndian: true))}";

    public string PathOf(string name) => Path.Combine(_feed, $"{name}.{Version}.nupkg");

    public async ValueTask InitializeAsync()
    {
        foreach (var name in Names)
        {
            await DotNet.RunAsync(
                Metadata("RepositoryRoot"), "pack", Path.Combine("src", name), "--no-build", "-c", Metadata("Configuration"), "-o", _feed,
                $"-p:Version={Version}");
        }
    }

    public ValueTask DisposeAsync()
    {
        foreach (var file in Directory.EnumerateFiles(_feed, $"*{Version}*"))
        {
            File.Delete(file);
        }

        return ValueTask.CompletedTask;
    }

    public static string Metadata(string key) =>
        typeof(PackedPackages).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == key).Value!;

    /// <summary>Copies the consumer project out of the repository, so that the settings of the repository do not apply.</summary>
    public string CopyConsumer()
    {
        var folder = CreateProjectFolder();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Consumer")))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        return folder;
    }

    /// <summary>Creates a folder outside the repository whose <c>nuget.config</c> adds the feed of the packed packages.</summary>
    public string CreateProjectFolder()
    {
        var folder = Directory.CreateTempSubdirectory("unified-media-consumer-").FullName;
        File.WriteAllText(Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <packageSources>
                <add key="packed" value="{_feed}" />
              </packageSources>
            </configuration>
            """);
        return folder;
    }
}
