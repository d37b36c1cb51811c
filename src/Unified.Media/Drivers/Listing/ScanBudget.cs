namespace Unified.Media.Drivers;

/// <summary>Limits of the number of rows that a catalog scans per page or count. They are the same for all databases.</summary>
public static class ScanBudget
{
    /// <summary>
    /// The maximum number of rows of the first index scan. If the scan does not fill the page, the filter is selective, and the catalog searches
    /// for a selective condition.
    /// </summary>
    public const int FirstScanRows = 500;

    /// <summary>
    /// The maximum number of matches of a selective condition that a catalog fetches and sorts. Fetching and sorting this number of matches costs
    /// about as much as scanning <see cref="ScanLimit"/> rows of an index.
    /// </summary>
    public const int MaxSortedRows = 1_000;

    /// <summary>The maximum number of index ranges that one statement merges. A filter with more values is checked row by row.</summary>
    public const int MaxRanges = 8;

    /// <summary>
    /// The number of rows after which the scan for a page or a count stops. In that case the page is short, or the count is capped.
    /// </summary>
    public const int ScanLimit = 10_000;
}
