namespace Unified.Media.Drivers;

/// <summary>An order of a list, as keyset pagination needs it. The id breaks ties in the same direction.</summary>
public sealed record ListOrder
{
    private ListOrder()
    {
    }

    /// <summary>The order that was asked for.</summary>
    public required MediaSort Sort { get; init; }

    /// <summary>The field whose values give the order; null for titles, which no filter is about.</summary>
    public required FilterField? Field { get; init; }

    /// <summary>True when the highest value comes first.</summary>
    public required bool IsDescending { get; init; }

    /// <summary>True when the order is that of the time of creation.</summary>
    public bool IsByTime => Field == FilterField.Created;

    /// <summary>The order of a sort.</summary>
    public static ListOrder Of(MediaSort sort) => sort switch
    {
        MediaSort.Newest => new() { Sort = sort, Field = FilterField.Created, IsDescending = true },
        MediaSort.Oldest => new() { Sort = sort, Field = FilterField.Created, IsDescending = false },
        MediaSort.Largest => new() { Sort = sort, Field = FilterField.Bytes, IsDescending = true },
        MediaSort.Title => new() { Sort = sort, Field = null, IsDescending = false },
        _ => throw new ArgumentOutOfRangeException(nameof(sort), sort, "Unknown sort order."),
    };

    /// <summary>The part of the order's index that can hold the rest of a list: after a position, within the filter's own range.</summary>
    public KeysetRange RangeOf(CatalogFilter filter, PagePosition? after)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var range = Field switch
        {
            FilterField.Created => filter.Created,
            FilterField.Bytes => filter.Bytes,
            _ => default,
        };
        var (first, last) = IsDescending ? (range.Max, range.Min) : (range.Min, range.Max);
        return after is null || IsBefore(after, first) ? new(null, first, last) : new(after, null, last);
    }

    private bool IsBefore(PagePosition position, long? first) => IsDescending ? position.Number > first : position.Number < first;
}
