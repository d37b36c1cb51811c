namespace Unified.Media;

/// <summary>Options of counting facets.</summary>
public sealed record FacetOptions
{
    /// <summary>Capped counts without bytes, and the 20 most frequent tags.</summary>
    public static FacetOptions Default { get; } = new();

    /// <summary>
    /// Counts every item. By default a count stops at 1,000 items and is marked as capped, and tags are counted over the newest
    /// 1,000 items.
    /// </summary>
    public bool Exact { get; init; }

    /// <summary>Also sums the sizes of the items, with the same limit.</summary>
    public bool WithBytes { get; init; }

    /// <summary>The maximum number of tags: 0 to 200, 20 by default.</summary>
    public int MaxTags { get; init; } = 20;
}
