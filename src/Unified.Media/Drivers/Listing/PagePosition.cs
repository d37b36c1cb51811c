namespace Unified.Media.Drivers;

/// <summary>The position of an item in a sorted list: the sort key, and the id that breaks ties.</summary>
public sealed record PagePosition
{
    /// <summary>Creates a position.</summary>
    public PagePosition(long number, string? text, MediaId id)
    {
        Number = number;
        Text = text;
        Id = id;
    }

    /// <summary>
    /// The numeric sort key: microseconds since 1970 (<see cref="MediaSort.Newest"/>, <see cref="MediaSort.Oldest"/>) or bytes
    /// (<see cref="MediaSort.Largest"/>); otherwise 0.
    /// </summary>
    public long Number { get; init; }

    /// <summary>The sort key of the title (<see cref="MediaSort.Title"/>); otherwise null.</summary>
    public string? Text { get; init; }

    /// <summary>The id of the item.</summary>
    public MediaId Id { get; init; }

    /// <summary>Returns the position of an item in a sort order.</summary>
    public static PagePosition FromItem(MediaItem item, MediaSort sort)
    {
        ArgumentNullException.ThrowIfNull(item);
        return sort switch
        {
            MediaSort.Newest or MediaSort.Oldest => new(Microseconds.FromDateTimeOffset(item.CreatedAt), null, item.Id),
            MediaSort.Largest => new(item.SizeBytes, null, item.Id),
            MediaSort.Title => new(0, TitleSortKey.FromTitle(item.Title), item.Id),
            _ => throw new ArgumentOutOfRangeException(nameof(sort), sort, "Unknown sort order."),
        };
    }
}
