namespace Unified.Media;

/// <summary>A <see cref="MediaFilter"/> with an order and a page.</summary>
public sealed record MediaQuery : MediaFilter
{
    /// <summary>The default page size.</summary>
    internal const int DefaultPageSize = 50;

    /// <summary>Creates a query for all items of the user, newest first.</summary>
    public MediaQuery()
    {
    }

    /// <summary>Creates a query with the conditions of a filter. The order and page of a filter that is a query are not copied.</summary>
    public MediaQuery(MediaFilter filter)
        : base(filter ?? throw new ArgumentNullException(nameof(filter)))
    {
    }

    /// <summary>The order of the items; <see cref="MediaSort.Newest"/> by default.</summary>
    public MediaSort Sort { get; init; }

    /// <summary>The maximum number of items per page: 1 to 200; null (default) uses 50.</summary>
    public int? PageSize { get; init; }

    /// <summary>
    /// The <see cref="MediaPage.NextCursor"/> of the previous page; null for the first page. The filters and the order must be the same as in the
    /// query of the previous page.
    /// </summary>
    public string? Cursor { get; init; }

    /// <summary>
    /// True to list items without their title, description, tags and other metadata, which is faster. Their <see cref="MediaItem.Metadata"/> is then
    /// <see cref="MediaMetadata.Empty"/>. False by default.
    /// </summary>
    public bool OmitMetadata { get; init; }

    /// <summary>Returns the filter itself if it is a query, else a query with its conditions.</summary>
    internal static MediaQuery Of(MediaFilter filter) => filter as MediaQuery ?? new(filter);
}
