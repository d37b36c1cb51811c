namespace Unified.Media.Drivers;

/// <summary>A page of a list, checked and normalised by the core.</summary>
public sealed record CatalogQuery
{
    /// <summary>Which items.</summary>
    public required CatalogFilter Filter { get; init; }

    /// <summary>The order.</summary>
    public MediaSort Sort { get; init; }

    /// <summary>The position after which the page begins; null for the start.</summary>
    public PagePosition? After { get; init; }

    /// <summary>How many items at most.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>Whether the items come with their metadata; else it is empty. Filters and orders are the same either way.</summary>
    public bool IncludeMetadata { get; init; } = true;

    /// <summary>
    /// How many rows may be looked at where no index fits the filter. Reached, the page is short, and its position is that of the last row
    /// that was looked at.
    /// </summary>
    public int ScanLimit { get; init; } = ScanBudget.ScanLimit;
}
