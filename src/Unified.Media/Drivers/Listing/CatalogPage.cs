namespace Unified.Media.Drivers;

/// <summary>A page of a list.</summary>
/// <param name="Items">The items, in the query's order.</param>
/// <param name="Next">The position after which the next page begins; null at the end of the list.</param>
public sealed record CatalogPage(IReadOnlyList<MediaItem> Items, PagePosition? Next);
