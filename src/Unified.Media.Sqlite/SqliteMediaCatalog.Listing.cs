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

        // The position is read from the row, because an item without metadata does not contain its title.
        var order = OrderSql.FromSort(query.Sort);
        var itemReader = new ItemReader(query.IncludeMetadata);
        var columns = query.IncludeMetadata ? ItemReader.Columns : ItemReader.SlimColumns;
        var reader = new PageReader<(MediaItem Item, PagePosition Position)>(
            session, new(query.Filter), order, $"{columns}, m.{order.Column} AS position_key", row =>
            {
                var item = itemReader.Read(row);
                return (item, order.Read(row, itemReader.NextColumn, item.Id));
            });
        var result = reader.Read(query.After, query.Limit, query.ScanLimit);
        return new([.. result.Rows.Select(row => row.Item)], result.HasMore ? result.Rows[^1].Position : result.StoppedAt);
    }
}
