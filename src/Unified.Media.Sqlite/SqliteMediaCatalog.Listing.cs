using Unified.Media.Drivers;

namespace Unified.Media.Sqlite;

/// <summary>Lists items.</summary>
internal sealed partial class SqliteMediaCatalog
{
    private static CatalogPage List(Session session, CatalogQuery query)
    {
        if (query.Filter.IsEmpty)
        {
            return new([], null);
        }

        // The position is read from the row, because an item without its metadata has no title.
        var order = OrderSql.Of(query.Sort);
        var items = new ItemReader(query.IncludeMetadata);
        var columns = query.IncludeMetadata ? ItemReader.Columns : ItemReader.SlimColumns;
        var reader = new PageReader<(MediaItem Item, PagePosition Position)>(
            session, new(query.Filter), order, $"{columns}, m.{order.Column} AS position_key", row =>
            {
                var item = items.Read(row);
                return (item, order.Read(row, items.NextColumn, item.Id));
            });
        var found = reader.Read(query.After, query.Limit, query.ScanLimit);
        return new([.. found.Rows.Select(row => row.Item)], found.HasMore ? found.Rows[^1].Position : found.StoppedAt);
    }
}
