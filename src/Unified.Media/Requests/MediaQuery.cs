namespace Unified.Media;

/// <summary>A <see cref="MediaFilter"/> with an order and a page.</summary>
public sealed record MediaQuery : MediaFilter
{
    /// <summary>The default page size.</summary>
    internal const int DefaultPageSize = 50;

    /// <summary>Creates a query for all of the user's own items, newest first.</summary>
    public MediaQuery()
    {
    }

    /// <summary>Creates a query with the conditions of a filter. The order and page of a filter that is a query are not copied.</summary>
    public MediaQuery(MediaFilter filter)
        : base(filter ?? throw new ArgumentNullException(nameof(filter)))
    {
    }

    /// <summary>The order.</summary>
    public MediaSort Sort { get; init; }

    /// <summary>The maximum number of items per page: 1 to 200; null is 50.</summary>
    public int? PageSize { get; init; }

    /// <summary>
    /// The <see cref="MediaPage.NextCursor"/> of the previous page; null is the first page. Everything but the cursor and the page size
    /// must be the same as in the query of the previous page.
    /// </summary>
    public string? Cursor { get; init; }

    /// <summary>
    /// Leaves out the <see cref="MediaItem.Metadata"/>: title, description, tags and the rest. A page is read faster then, and its items
    /// look as if they had no metadata.
    /// </summary>
    public bool OmitMetadata { get; init; }

    /// <summary>Returns the filter itself where it is a query, else a query with its conditions.</summary>
    internal static MediaQuery Of(MediaFilter filter) => filter as MediaQuery ?? new(filter);
}
