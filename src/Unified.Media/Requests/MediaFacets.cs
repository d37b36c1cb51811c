namespace Unified.Media;

/// <summary>
/// The number of items per value, so that a page can offer filters that find something. Each group is counted with every condition of the
/// filter but the one on the group's own property. Two facets are equal when their counts are.
/// </summary>
public sealed record MediaFacets
{
    /// <summary>Counts per source type; the most frequent first, then by value.</summary>
    public required IReadOnlyList<FacetCount> SourceTypes { get; init => field = ValueList<FacetCount>.Of(value); }

    /// <summary>Counts per kind; the most frequent first, then by value.</summary>
    public required IReadOnlyList<FacetCount> Kinds { get; init => field = ValueList<FacetCount>.Of(value); }

    /// <summary>Counts per tag in lower case; the most frequent first, then by value.</summary>
    public required IReadOnlyList<FacetCount> Tags { get; init => field = ValueList<FacetCount>.Of(value); }
}
