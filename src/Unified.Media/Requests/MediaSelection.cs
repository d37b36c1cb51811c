namespace Unified.Media;

/// <summary>
/// The items of a bulk operation: either <see cref="Ids"/> or <see cref="Filter"/> is set. Two selections are equal when their ids are equal in the
/// same order, or when their filters are equal.
/// </summary>
public sealed record MediaSelection
{
    private MediaSelection(IReadOnlyCollection<MediaId>? ids, MediaFilter? filter)
    {
        Ids = ids;
        Filter = filter;
    }

    /// <summary>The ids of the items, without duplicates; null for a selection by query.</summary>
    public IReadOnlyCollection<MediaId>? Ids { get; }

    /// <summary>The filter or <see cref="MediaQuery"/> that selects the items; null for a selection by ids.</summary>
    public MediaFilter? Filter { get; }

    /// <summary>Selects items by their ids. Duplicate ids are removed.</summary>
    public static MediaSelection ByIds(params IReadOnlyCollection<MediaId> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return new(ValueList<MediaId>.Of(ids.Distinct()), null);
    }

    /// <summary>
    /// Selects every item that matches a filter. An item that is added during the operation may or may not be selected.
    /// </summary>
    /// <param name="filter">
    /// The filter. The cursor of a <see cref="MediaQuery"/> selects the page to begin with. Its page size is ignored, and so is its order when it has
    /// no cursor.
    /// </param>
    public static MediaSelection ByQuery(MediaFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return new(null, filter);
    }
}
