namespace Unified.Media;

/// <summary>The number of items with a source type, a kind or a tag.</summary>
public sealed record FacetCount
{
    /// <summary>Creates a count that is not capped.</summary>
    public FacetCount(string value, long count)
    {
        Value = value;
        Count = count;
    }

    /// <summary>The source type, the kind, or the tag in lower case.</summary>
    public string Value { get; init; }

    /// <summary>The number of items.</summary>
    public long Count { get; init; }

    /// <summary>True when counting stopped at the limit, so that there are at least <see cref="Count"/> items.</summary>
    public bool IsCapped { get; init; }

    /// <summary>The total size of the counted items in bytes; null unless <see cref="FacetOptions.WithBytes"/> was set.</summary>
    public long? Bytes { get; init; }
}
