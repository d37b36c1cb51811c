namespace Unified.Media.Drivers;

/// <summary>How many rows catalogs look at to find a page or a count, in the same steps whatever the database is.</summary>
public static class ScanBudget
{
    /// <summary>
    /// The rows that a first scan along an index looks at. That many fill a page with every filter that is not rare; only then is it worth
    /// looking for something rare in the filter.
    /// </summary>
    public const int ShortScan = 500;

    /// <summary>
    /// The rows that count as few. To fetch and sort so many costs about as much as to look at <see cref="ScanLimit"/> rows of an index.
    /// </summary>
    public const int FewRows = 1_000;

    /// <summary>The ranges of an index that are scanned side by side. A field with more values than that is checked row by row.</summary>
    public const int MaxRanges = 8;

    /// <summary>The rows that a list looks at before it stops short and says where it was; a count stops there too and says so.</summary>
    public const int ScanLimit = 10_000;
}
