namespace Unified.Media.Drivers;

/// <summary>A page of a list, checked and normalised by the core.</summary>
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

    /// <summary>Whether the items have their metadata; otherwise it is empty. It does not affect filters and orders.</summary>
    public bool IncludeMetadata { get; init; } = true;

    /// <summary>
    /// The maximum number of rows that are scanned if no index covers the filter. When it is reached, the page is short, and its position is
    /// that of the last scanned row.
    /// </summary>
    public int ScanLimit { get; init; } = ScanBudget.ScanLimit;
}
