namespace Unified.Media.Drivers;

/// <summary>A page of a list.</summary>
public sealed record CatalogPage
{
    /// <summary>Creates a page.</summary>
    public CatalogPage(IReadOnlyList<MediaItem> items, PagePosition? next)
    {
        Items = items;
        Next = next;
    }

    /// <summary>The items, in the order of the query.</summary>
    public IReadOnlyList<MediaItem> Items { get; init; }

    /// <summary>The position after which the next page begins; null at the end of the list.</summary>
    public PagePosition? Next { get; init; }
}
