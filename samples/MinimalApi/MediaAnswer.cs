using Unified.Media;

namespace MinimalApi;

/// <summary>What a client is told about an item: nothing about where its object is kept.</summary>
internal sealed record MediaAnswer(
    MediaId Id, MediaKind Kind, SourceType SourceType, string ContentType, long SizeBytes, int? Width, int? Height, string? Title,
    string ContentUrl)
{
    public static MediaAnswer Of(MediaItem item) => new(
        item.Id, item.Kind, item.SourceType, item.ContentType, item.SizeBytes, item.Width, item.Height, item.Title, item.ContentUrl);
}
