namespace Unified.Media.Drivers;

/// <summary>Content types by file extension. The core derives the extension of a key from the content type, so the reverse is unambiguous.</summary>
internal static class ContentTypes
{
    public static string FromExtension(string extension) =>
        MediaFormat.All.FirstOrDefault(format => extension.AsSpan().TrimStart('.').SequenceEqual(format.Extension))?.ContentType
        ?? "application/octet-stream";
}
