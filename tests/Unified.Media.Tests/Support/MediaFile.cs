namespace Unified.Media.Tests;

/// <summary>The small real media files that the Quickstart ships.</summary>
internal static class MediaFile
{
    public static string Path(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "media", name);

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path(name));
}
