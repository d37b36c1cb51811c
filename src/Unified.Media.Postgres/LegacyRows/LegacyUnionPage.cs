using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>
/// Composes a page of items and legacy rows in one statement. One statement reads one snapshot, so that a row that becomes an item at the same
/// time is listed once. The columns are those of other pages.
/// </summary>
internal sealed class LegacyUnionPage(ListFilterSql filter, CatalogQuery query, PostgresNames names, LegacyRowSource legacyRows)
{
    private readonly OrderSql _order = OrderSql.Of(query.Sort);
    private readonly IndexScanSql _scan = new(filter, OrderSql.Of(query.Sort), names);
    private readonly string _columns = query.IncludeMetadata ? ItemReader.Columns : ItemReader.SlimColumns;

    public Statement Compose()
    {
        var statement = new Statement();
        var range = _scan.Range(statement, _order.Key, "m.id", query.After).ToList();
        var take = statement.Add(query.Limit + 1);
        var direction = _order.Direction;
        var owner = $"m.owner_user_id = {filter.AddOwner(statement)}";
        var conditions = filter.Conditions.Select(condition => condition.Sql(statement)).Prepend(owner).Concat(range);

        // Legacy rows after the last item of a full page are not on the page, so their scan ends there.
        const string Last = "(SELECT b.last FROM bound b)";
        var (page, branches) = query.Sort == MediaSort.Newest && filter.IsUnfiltered
            ? Newest(statement, Last, take)
            : ("", Filtered(statement, [.. range, $"{_order.Key} {_order.UpTo} coalesce({Last}, {LastKey})"], take));
        statement.Sql =
            $"""
            WITH items AS MATERIALIZED (
                SELECT m.id, {_order.Key} AS page_key, {_columns} FROM {names.Media} m
                WHERE {string.Join(" AND ", conditions)} ORDER BY {_order.Key} {direction}, m.id {direction} LIMIT {take}),
            bound AS MATERIALIZED (SELECT {(_order.Order.IsDescending ? "min" : "max")}(page_key) AS last FROM items HAVING count(*) = {take}){page}
            SELECT * FROM (SELECT * FROM items UNION ALL {string.Join(" UNION ALL ", branches)}) list
            ORDER BY 2 {direction}, 1 {direction} LIMIT {take}
            """;
        return statement;
    }

    // The most frequent list: the keys of the page are found first, and only their rows are mapped.
    private (string Page, IEnumerable<string> Branches) Newest(Statement statement, string last, string take)
    {
        string[] position = query.After is { } after ? _scan.AddPosition(statement, after) : ["NULL", "NULL"];
        var firstRows = legacyRows.FirstRows(statement, filter, [.. position, last, take]);
        var page =
            $"""
            , page AS MATERIALIZED (
                SELECT * FROM (
                    SELECT i.id, i.page_key, NULL::text AS legacy_source, NULL::uuid AS legacy_id FROM items i
                    UNION ALL SELECT o.id, o.page_key, o.legacy_source, o.legacy_id FROM {firstRows} o) p
                ORDER BY page_key DESC, id DESC LIMIT {take})
            """;
        return (page, legacyRows.RowsOf("page", statement, filter).Select(rows => $"(SELECT m.id, m.page_key, {_columns} FROM {rows})"));
    }

    private IEnumerable<string> Filtered(Statement statement, IEnumerable<string> range, string take)
    {
        var conditions = legacyRows.Conditions(statement, filter).Concat(range);
        if (_order.Order.IsByTime && query.After is { } after)
        {
            // The index of a legacy table sorts by other ids, so only a comparison with the key is a range of it.
            conditions = conditions.Append($"{_order.Key} {_order.After}= {_scan.AddPositionKey(statement, after)}");
        }

        var where = string.Join(" AND ", conditions);
        return legacyRows.Rows(statement, filter).Select(rows =>
            $"(SELECT m.id, {_order.Key}, {_columns} FROM {rows} WHERE {where} "
            + $"ORDER BY {_order.Key} {_order.Direction}, m.id {_order.Direction} LIMIT {take})");
    }

    // A key after every other key of the order.
    private string LastKey => (_order.Order.Field, _order.Order.IsDescending) switch
    {
        (FilterField.Created, true) => "'-infinity'",
        (FilterField.Created, false) => "'infinity'",
        (FilterField.Bytes, _) => "-1",
        _ => "U&'\\+10FFFF' COLLATE \"C\"",
    };
}
