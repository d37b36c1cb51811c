namespace Unified.Media.Drivers;

/// <summary>The numbers of rows that catalogs scan to find a page or a count. They are the same for all databases.</summary>
public static class ScanBudget
{
    /// <summary>
    /// The number of rows of the first scan of an index. It fills a page unless the filter is selective; only then is it worth looking for a
    /// selective condition.
    /// </summary>
    public const int ShortScan = 500;

    /// <summary>
    /// The number of rows that count as few. To fetch and sort them costs about as much as to scan <see cref="ScanLimit"/> rows of an index.
    /// </summary>
    public const int FewRows = 1_000;

    /// <summary>The maximum number of ranges of an index that one statement merges. A field with more values is checked row by row.</summary>
    public const int MaxRanges = 8;

    /// <summary>The number of rows after which the scan of a page or a count stops. The page then is short, and the count is capped.</summary>
    public const int ScanLimit = 10_000;
}
