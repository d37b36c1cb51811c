using Microsoft.Data.Sqlite;
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

        // The position is the row's own: without the metadata, the item has no title to make it of.
        var order = Order.Of(query.Sort);
        var reader = new ItemRow(query.IncludeMetadata);
        var columns = query.IncludeMetadata ? ItemRow.Columns : ItemRow.SlimColumns;
        var found = new Search<(MediaItem Item, PagePosition Position)>(
            session, selection, order, $"{columns}, m.{order.Column} AS position_key", row => ReadPlaced(row, reader, query.Sort)).Take(query.Limit);
        return new([.. found.Rows.Select(row => row.Item)], found.HasMore ? found.Rows[^1].Position : found.StoppedAt);
    }

    private static (MediaItem Item, PagePosition Position) ReadPlaced(SqliteDataReader row, ItemRow reader, MediaSort sort)
    {
        var item = reader.Read(row);
        return (item, sort == MediaSort.Title ? new(0, row.GetString(reader.NextColumn), item.Id) : PagePosition.Of(item, sort));
    }
}
