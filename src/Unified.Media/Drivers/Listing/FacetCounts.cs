namespace Unified.Media.Drivers;

/// <summary>The limit and the order of facet counts, which are the same for every catalog.</summary>
public static class FacetCounts
{
    /// <summary>The maximum number of items in a count that is not exact.</summary>
    public const int MaxItems = 1_000;

    /// <summary>
    /// Sorts counts from high to low, and equal counts by value in the order of <see cref="CodePointComparer"/>. Omits counts of 0.
    /// </summary>
    public static IReadOnlyList<FacetCount> Sort(IEnumerable<FacetCount> counts) =>
    [
        .. counts.Where(count => count.Count > 0)
            .OrderByDescending(count => count.Count)
            .ThenBy(count => count.Value, CodePointComparer.Instance),
    ];
}
