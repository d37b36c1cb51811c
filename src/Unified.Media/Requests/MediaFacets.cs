namespace Unified.Media;

/// <summary>
/// The number of items per source type, kind and tag. The counts of a property ignore the filter's condition on the same property, so that a user
/// sees the number of items for every other choice. Two instances are equal when their counts are equal.
/// </summary>
public sealed record MediaFacets
{
    /// <summary>The counts per source type, most frequent first, then by value.</summary>
    public required IReadOnlyList<FacetCount> SourceTypes { get; init => field = ValueList<FacetCount>.Of(value); }

    /// <summary>The counts per kind, most frequent first, then by value.</summary>
    public required IReadOnlyList<FacetCount> Kinds { get; init => field = ValueList<FacetCount>.Of(value); }

    /// <summary>The counts per tag in lower case, most frequent first, then by value. At most <see cref="FacetOptions.MaxTags"/>.</summary>
    public required IReadOnlyList<FacetCount> Tags { get; init => field = ValueList<FacetCount>.Of(value); }
}
