namespace Unified.Media.Drivers;

/// <summary>The cap and the order of facet counts.</summary>
public static class FacetCounts
{
    /// <summary>The cap of a count that is not exact, in items.</summary>
    public const int MaxItems = 1_000;

    /// <summary>Sorts counts: the highest first, then by value in the order of <see cref="CodePointComparer"/>. Counts of 0 are omitted.</summary>
    public static IReadOnlyList<FacetCount> Rank(IEnumerable<FacetCount> counts) =>
    [
        .. counts.Where(count => count.Count > 0)
            .OrderByDescending(count => count.Count)
            .ThenBy(count => count.Value, CodePointComparer.Instance),
    ];
}
