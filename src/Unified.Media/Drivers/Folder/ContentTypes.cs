namespace Unified.Media.Drivers;

/// <summary>The content types of a folder's files: the library composes extensions from content types, so the way back is safe.</summary>
internal static class ContentTypes
{
    public static string Of(string extension) =>
        MediaFormat.All.FirstOrDefault(format => extension.AsSpan().TrimStart('.').SequenceEqual(format.Extension))?.ContentType
        ?? "application/octet-stream";
}
