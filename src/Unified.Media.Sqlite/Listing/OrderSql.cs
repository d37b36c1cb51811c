using Microsoft.Data.Sqlite;
using Unified.Media.Drivers;

namespace Unified.Media.Sqlite;

/// <summary>An order of a list in SQL: the column by which the list is sorted, and the name of the index without the prefix of the scope.</summary>
internal sealed record OrderSql(ListOrder Order, string Column, string Index)
{
    public string Direction => Order.IsDescending ? "DESC" : "ASC";

    /// <summary>The operator between the key of a row and a position that selects the rows after the position.</summary>
    public string After => Order.IsDescending ? "<" : ">";

    /// <summary>The operator between the key of a row and a position that selects the rows up to and including the position.</summary>
    public string UpTo => Order.IsDescending ? ">=" : "<=";

    public static OrderSql FromSort(MediaSort sort) => ListOrder.FromSort(sort) switch
    {
        { Field: FilterField.Created } order => new(order, "created_at", "by_created"),
        { Field: FilterField.Bytes } order => new(order, "size_bytes", "by_size"),
        var order => new(order, "title_key", "by_title"),
    };

    public object KeyOf(PagePosition position) => Order.Field is null ? position.Text ?? "" : position.Number;

    /// <summary>Reads the position of a row from its key column.</summary>
    public PagePosition Read(SqliteDataReader row, int keyColumn, MediaId id) =>
        Order.Field is null ? new(0, row.GetString(keyColumn), id) : new(row.GetInt64(keyColumn), null, id);
}
