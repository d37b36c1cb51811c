using Unified.Media.Drivers;

namespace Unified.Media.Sqlite;

/// <summary>Lists.</summary>
internal sealed partial class SqliteMediaCatalog
{
    private static CatalogPage List(Session session, MediaUser user, CatalogQuery query)
    {
        if (Selection.Of(user, query) is not { } selection)
        {
            return new([], null);
        }

        var order = Order.Of(query.Sort);
        var found = new Search<MediaItem>(session, selection, order, ItemRow.Columns, new ItemRow().Read).Take(query.Limit);
        return new(found.Rows, found.HasMore ? PagePosition.Of(found.Rows[^1], query.Sort) : found.StoppedAt);
    }
}
