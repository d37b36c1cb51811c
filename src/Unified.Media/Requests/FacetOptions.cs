namespace Unified.Media;

/// <summary>How facets are counted.</summary>
public sealed record FacetOptions
{
    /// <summary>Capped counts without bytes, the 20 most frequent tags.</summary>
    public static FacetOptions Default { get; } = new();

    /// <summary>Counts everything; by default a count stops at 1,000 items and says so, and tags are those of the newest 1,000.</summary>
    public bool Exact { get; init; }

    /// <summary>Adds up the bytes too. Capped like the counts.</summary>
    public bool WithBytes { get; init; }

    /// <summary>How many tags at most: 0 to 200.</summary>
    public int MaxTags { get; init; } = 20;
}
