namespace Unified.Media.Benchmarks;

/// <summary>The media files of the Quickstart sample.</summary>
internal static class SampleMedia
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "media");

    public static IReadOnlyList<(string Name, byte[] Bytes)> All() =>
        [.. Directory.GetFiles(Folder).Order(StringComparer.Ordinal).Select(path => (Path.GetFileName(path), File.ReadAllBytes(path)))];

    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Folder, name));
}
