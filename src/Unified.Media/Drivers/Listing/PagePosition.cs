namespace Unified.Media.Drivers;

/// <summary>The position of a row in an order: the key of the order, and the id that breaks ties.</summary>
/// <param name="Number">
/// Microseconds since 1970 (<see cref="MediaSort.Newest"/>, <see cref="MediaSort.Oldest"/>), bytes (<see cref="MediaSort.Largest"/>), 0
/// otherwise.
/// </param>
/// <param name="Text">The title's key (<see cref="MediaSort.Title"/>), null otherwise.</param>
/// <param name="Id">The row's id.</param>
public sealed record PagePosition(long Number, string? Text, MediaId Id)
{
    /// <summary>The position of an item in an order.</summary>
    public static PagePosition Of(MediaItem item, MediaSort sort)
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
