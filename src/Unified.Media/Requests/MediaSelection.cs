namespace Unified.Media;

/// <summary>
/// The items of a bulk operation: either <see cref="Ids"/> or <see cref="Filter"/> is set. Two selections are equal when their ids, in
/// their order, or their filters are.
/// </summary>
public sealed record MediaSelection
{
    private MediaSelection(IReadOnlyCollection<MediaId>? ids, MediaFilter? filter)
    {
        Ids = ids;
        Filter = filter;
    }

    /// <summary>The ids of the items, each once; null for a selection by query.</summary>
    public IReadOnlyCollection<MediaId>? Ids { get; }

    /// <summary>The filter or <see cref="MediaQuery"/> that selects the items; null for a selection by ids.</summary>
    public MediaFilter? Filter { get; }

    /// <summary>Selects these items. Duplicate ids are removed.</summary>
    public static MediaSelection ByIds(params IReadOnlyCollection<MediaId> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return new(ValueList<MediaId>.Of(ids.Distinct()), null);
    }

    /// <summary>
    /// Selects every item that the filter finds, on all pages. The cursor of a <see cref="MediaQuery"/> is the page to begin with. Items that
    /// are added after the operation began may or may not be selected.
    /// </summary>
    public static MediaSelection ByQuery(MediaFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return new(null, filter);
    }
}
