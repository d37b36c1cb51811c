namespace Unified.Media;

/// <summary>
/// How many items there are of each value, so that a page can offer filters that find something. Each group counts over the whole query
/// but for the filter of the group's own property.
/// </summary>
public sealed record MediaFacets
{
    /// <summary>Per source type; the most frequent first, then by value.</summary>
    public required IReadOnlyList<FacetCount> SourceTypes { get; init; }

    /// <summary>Per kind; the most frequent first, then by value.</summary>
    public required IReadOnlyList<FacetCount> Kinds { get; init; }

    /// <summary>Per tag in lower case; the most frequent first, then by value.</summary>
    public required IReadOnlyList<FacetCount> Tags { get; init; }
}
