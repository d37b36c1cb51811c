namespace Unified.Media.Drivers;

/// <summary>The order of a list for keyset pagination. The id breaks ties in the same direction.</summary>
public sealed record ListOrder
{
    private ListOrder()
    {
    }

    /// <summary>The sort order of the query.</summary>
    public required MediaSort Sort { get; init; }

    /// <summary>The field that the order sorts by; null for titles, which have no filter field.</summary>
    public required FilterField? Field { get; init; }

    /// <summary>True when the highest value is first.</summary>
    public required bool IsDescending { get; init; }

    /// <summary>True when the order sorts by the time of creation.</summary>
    public bool IsByTime => Field == FilterField.Created;

    /// <summary>Returns the order for a sort order of a query.</summary>
    public static ListOrder FromSort(MediaSort sort) => sort switch
    {
        MediaSort.Newest => new() { Sort = sort, Field = FilterField.Created, IsDescending = true },
        MediaSort.Oldest => new() { Sort = sort, Field = FilterField.Created, IsDescending = false },
        MediaSort.Largest => new() { Sort = sort, Field = FilterField.Bytes, IsDescending = true },
        MediaSort.Title => new() { Sort = sort, Field = null, IsDescending = false },
        _ => throw new ArgumentOutOfRangeException(nameof(sort), sort, "Unknown sort order."),
    };

    /// <summary>Returns the index range of the remaining items of a list: after the position, and within the filter of the sorted field.</summary>
    public KeysetRange GetRange(CatalogFilter filter, PagePosition? after)
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
