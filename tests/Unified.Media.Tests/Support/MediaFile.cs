namespace Unified.Media.Tests;

/// <summary>The media files of the Quickstart sample.</summary>
internal static class MediaFile
{
    public static string Path(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "media", name);

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path(name));
}
