namespace Unified.Media.Drivers;

/// <summary>Maps file extensions to content types. The mapping is unambiguous, because each format has one extension and one content type.</summary>
internal static class ContentTypes
{
    public static string FromExtension(string extension) =>
        MediaFormat.All.FirstOrDefault(format => extension.AsSpan().TrimStart('.').SequenceEqual(format.Extension))?.ContentType
        ?? "application/octet-stream";
}
