namespace Unified.Media.Postgres;

/// <summary>Where counts stop, and how groups are ordered.</summary>
internal static class FacetCap
{
    /// <summary>How far a count goes unless it is to be exact.</summary>
    public const int Items = 1_000;

    /// <summary>How many rows of a tag or of words are grouped unless the count is to be exact.</summary>
    public const int Candidates = 5_000;

    public static IReadOnlyList<FacetCount> InOrder(IEnumerable<FacetCount> counts) =>
    [
        .. counts.Where(count => count.Count > 0)
            .OrderByDescending(count => count.Count)
            .ThenBy(count => count.Value, CodePointOrder.Instance),
    ];
}
