using Npgsql;
using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>An order of a list in SQL.</summary>
/// <param name="Order">The order.</param>
/// <param name="Key">The indexed expression on the row <c>m</c> of an item by which the list is sorted.</param>
internal sealed record OrderSql(ListOrder Order, string Key)
{
    // The indexed expressions. They do not use coalesce(), because it is not leakproof: under row-level security, it prevents index conditions.
    public const string CreatedAt = "(CASE WHEN m.created_at IS NULL THEN '-infinity' ELSE m.created_at END)";
    public const string SizeBytes = "(CASE WHEN m.size_bytes IS NULL THEN 0 ELSE m.size_bytes END)";
    private const string TitleSortKey = "(CASE WHEN m.title_key IS NULL THEN '' ELSE m.title_key END)";

    public string Direction => Order.IsDescending ? "DESC" : "ASC";

    /// <summary>The operator between the key of a row and a position that selects the rows after the position.</summary>
    public string After => Order.IsDescending ? "<" : ">";

    /// <summary>The operator between the key of a row and a position that selects the rows up to and including the position.</summary>
    public string UpTo => Order.IsDescending ? ">=" : "<=";

    public static OrderSql FromSort(MediaSort sort) => ListOrder.FromSort(sort) switch
    {
        { Field: FilterField.Created } order => new(order, CreatedAt),
        { Field: FilterField.Bytes } order => new(order, SizeBytes),
        var order => new(order, TitleSortKey),
    };

    /// <summary>Adds the key of a position to a statement and returns the placeholder.</summary>
    public string AddKey(Statement statement, PagePosition position) => Order.Field switch
    {
        FilterField.Created => statement.AddTime(PgTime.FromUnixMicroseconds(position.Number)),
        FilterField.Bytes => statement.Add(position.Number),
        _ => statement.Add(position.Text ?? ""),
    };

    /// <summary>Reads the position of a row from its key columns. The item does not contain the key if its metadata was not read.</summary>
    public PagePosition Read(NpgsqlDataReader row, int idColumn, int keyColumn)
    {
        var id = new MediaId(row.GetGuid(idColumn));
        return Order.Field switch
        {
            FilterField.Created => new(new PgTime(row.GetInt64(keyColumn)).UnixMicroseconds, null, id),
            FilterField.Bytes => new(row.GetInt64(keyColumn), null, id),
            _ => new(0, row.GetString(keyColumn), id),
        };
    }
}
