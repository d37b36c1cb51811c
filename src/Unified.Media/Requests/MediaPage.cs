namespace Unified.Media;

/// <summary>One page of a list.</summary>
/// <param name="Items">
/// The items, in the order of the query. A page can be short, even empty, and still have a successor: see <paramref name="NextCursor"/>.
/// </param>
/// <param name="NextCursor">Where the next page begins; null at the end of the list. Opaque, and good for the same query only.</param>
public sealed record MediaPage(IReadOnlyList<MediaItem> Items, string? NextCursor);
