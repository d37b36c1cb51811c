namespace Unified.Media;

/// <summary>One page of a list. Two pages are equal when their items and cursors are equal.</summary>
public sealed record MediaPage
{
    /// <summary>
    /// The items, in the order of the query. A page can have fewer items than the page size, even none, although it is not the last page: check
    /// <see cref="NextCursor"/>.
    /// </summary>
    public required IReadOnlyList<MediaItem> Items { get; init => field = ValueList<MediaItem>.Of(value); }

    /// <summary>The <see cref="MediaQuery.Cursor"/> of the next page; null on the last page. Opaque and valid for the same query only.</summary>
    public string? NextCursor { get; init; }
}
