using Unified.Media;

namespace MinimalApi;

/// <summary>The properties of an item that clients receive, without the location of its object.</summary>
internal sealed record MediaResponse(
    MediaId Id, MediaKind Kind, SourceType SourceType, string ContentType, long SizeBytes, int? Width, int? Height, string? Title,
    string ContentUrl)
{
    public static MediaResponse From(MediaItem item) => new(
        item.Id, item.Kind, item.SourceType, item.ContentType, item.SizeBytes, item.Width, item.Height, item.Title, item.ContentUrl);
}
