namespace Unified.Media;

/// <summary>Which items to list, in which order, and from where.</summary>
public sealed record MediaQuery : MediaFilter
{
    /// <summary>The order.</summary>
    public MediaSort Sort { get; init; }

    /// <summary>At most so many items a page: 1 to 200, 50 by default.</summary>
    public int PageSize { get; init; } = 50;

    /// <summary>Where to go on: <see cref="MediaPage.NextCursor"/> of a query that is the same but for this and the page size.</summary>
    public string? Cursor { get; init; }

    /// <summary>
    /// Whether the items come with their <see cref="MediaItem.Metadata"/>: title, description, tags and the rest. Without it a page is read
    /// faster; its items read as if they had none. True by default.
    /// </summary>
    public bool IncludeMetadata { get; init; } = true;
}
