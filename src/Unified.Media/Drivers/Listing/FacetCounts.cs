namespace Unified.Media.Drivers;

/// <summary>Where the counts of facets stop, and in which order they are.</summary>
public static class FacetCounts
{
    /// <summary>The number of items at which a count stops unless it is exact.</summary>
    public const int MaxItems = 1_000;

    /// <summary>Sorts counts: the highest first, then by value in the order of <see cref="CodePointComparer"/>. Counts of 0 are left out.</summary>
    public static IReadOnlyList<FacetCount> Rank(IEnumerable<FacetCount> counts) =>
    [
        .. counts.Where(count => count.Count > 0)
            .OrderByDescending(count => count.Count)
            .ThenBy(count => count.Value, CodePointComparer.Instance),
    ];
}
