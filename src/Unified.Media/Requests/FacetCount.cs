namespace Unified.Media;

/// <summary>The number of items that have a value.</summary>
public sealed record FacetCount
{
    /// <summary>Creates a count that is not capped.</summary>
    public FacetCount(string value, long count)
    {
        Value = value;
        Count = count;
    }

    /// <summary>The value.</summary>
    public string Value { get; init; }

    /// <summary>The number of items.</summary>
    public long Count { get; init; }

    /// <summary>True when counting stopped at the limit: there are at least <see cref="Count"/> items.</summary>
    public bool IsCapped { get; init; }

    /// <summary>The sum of the items' sizes in bytes; null unless <see cref="FacetOptions.WithBytes"/> asked for it.</summary>
    public long? Bytes { get; init; }
}
