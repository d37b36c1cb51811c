namespace Unified.Media.Drivers;

/// <summary>A request for one page of a list, validated and normalized by the core.</summary>
public sealed record CatalogQuery
{
    /// <summary>The filter.</summary>
    public required CatalogFilter Filter { get; init; }

    /// <summary>The order.</summary>
    public MediaSort Sort { get; init; }

    /// <summary>The position after which the page begins; null for the first page.</summary>
    public PagePosition? After { get; init; }

    /// <summary>The maximum number of items.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>True to return the metadata of the items; otherwise it is empty. Filters and sort orders are not affected.</summary>
    public bool IncludeMetadata { get; init; } = true;

    /// <summary>
    /// The maximum number of rows that are scanned if no index covers the filter. When it is reached, the page is short, and the position of
    /// the page is the position of the last scanned row.
    /// </summary>
    public int ScanLimit { get; init; } = ScanBudget.ScanLimit;
}
