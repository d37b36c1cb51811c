namespace Unified.Media.Drivers;

/// <summary>Limits of the number of rows that a catalog scans per page or count. They are the same for all databases.</summary>
public static class ScanBudget
{
    /// <summary>
    /// The maximum number of rows of the first index scan. It fills the page unless the filter is selective. Only then does the catalog search for
    /// a selective condition.
    /// </summary>
    public const int FirstScanRows = 500;

    /// <summary>
    /// The maximum number of matches of a selective condition that a catalog fetches and sorts. Sorting so many costs about as much as scanning
    /// <see cref="ScanLimit"/> rows of an index.
    /// </summary>
    public const int MaxSortedRows = 1_000;

    /// <summary>The maximum number of index ranges that one statement merges. A filter with more values is checked row by row.</summary>
    public const int MaxRanges = 8;

    /// <summary>The number of rows after which the scan for a page or a count stops. The page is then short, and the count is capped.</summary>
    public const int ScanLimit = 10_000;
}
