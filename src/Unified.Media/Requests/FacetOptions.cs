namespace Unified.Media;

/// <summary>Options for counting facets.</summary>
public sealed record FacetOptions
{
    /// <summary>The default options: capped counts without bytes, and the 20 most frequent tags.</summary>
    public static FacetOptions Default { get; } = new();

    /// <summary>
    /// True to count every item. When false (default), a count stops at 1,000 items and is marked as capped, and tags are counted in the newest 1,000
    /// items only.
    /// </summary>
    public bool Exact { get; init; }

    /// <summary>True to also compute the total size of the counted items. False by default.</summary>
    public bool WithBytes { get; init; }

    /// <summary>The maximum number of tags: 0 to 200, 20 by default.</summary>
    public int MaxTags { get; init; } = 20;
}
