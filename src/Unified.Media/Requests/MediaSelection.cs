namespace Unified.Media;

/// <summary>The items of a bulk operation: named one by one, or all that a query finds.</summary>
public sealed class MediaSelection
{
    private MediaSelection(IReadOnlyCollection<MediaId>? ids, MediaQuery? query)
    {
        Ids = ids;
        Query = query;
    }

    internal IReadOnlyCollection<MediaId>? Ids { get; }

    internal MediaQuery? Query { get; }

    /// <summary>These items. An id that is given twice counts once.</summary>
    public static MediaSelection ByIds(params IReadOnlyCollection<MediaId> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return new([.. ids.Distinct()], null);
    }

    /// <summary>
    /// Everything that the query finds: all pages, from its cursor on. Items that appear after the operation began may or may not be part
    /// of it.
    /// </summary>
    public static MediaSelection ByQuery(MediaQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return new(null, query);
    }
}
