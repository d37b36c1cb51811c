using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>
/// Composes a page of items and legacy rows in one statement. One statement reads one snapshot, so a row that becomes an item at the same
/// time is listed once. The statement returns the same columns as those of <see cref="KeysetSql"/>.
/// </summary>
internal sealed class LegacyUnionPage(ListFilterSql filter, CatalogQuery query, PostgresNames names, LegacyRowSource legacyRows)
{
    private readonly OrderSql _order = OrderSql.FromSort(query.Sort);
    private readonly IndexScanSql _scan = new(filter, OrderSql.FromSort(query.Sort), names);
    private readonly string _columns = query.IncludeMetadata ? ItemReader.Columns : ItemReader.SlimColumns;

    public Statement Compose()
    {
        var statement = new Statement();
        var range = _scan.Range(statement, _order.Key, "m.id", query.After).ToList();
        var rowLimit = statement.Add(query.Limit + 1);
        var direction = _order.Direction;
        var aggregate = _order.Order.IsDescending ? "min" : "max";
        var owner = $"m.owner_user_id = {filter.AddOwner(statement)}";
        var conditions = filter.Conditions.Select(condition => condition.Sql(statement)).Prepend(owner).Concat(range);

        // If the items alone fill the page, legacy rows after the last of these items are not on the page. So the scan of legacy rows ends there.
        const string Last = "(SELECT b.last FROM bound b)";
        var (page, branches) = query.Sort == MediaSort.Newest && filter.IsUnfiltered
            ? Newest(statement, Last, rowLimit)
            : ("", Filtered(statement, [.. range, $"{_order.Key} {_order.UpTo} coalesce({Last}, {MaxKey})"], rowLimit));
        statement.Sql =
            $"""
            WITH items AS MATERIALIZED (
                SELECT m.id, {_order.Key} AS page_key, {_columns} FROM {names.Media} m
                WHERE {string.Join(" AND ", conditions)} ORDER BY {_order.Key} {direction}, m.id {direction} LIMIT {rowLimit}),
            bound AS MATERIALIZED (SELECT {aggregate}(page_key) AS last FROM items HAVING count(*) = {rowLimit}){page}
            SELECT * FROM (SELECT * FROM items UNION ALL {string.Join(" UNION ALL ", branches)}) list
            ORDER BY 2 {direction}, 1 {direction} LIMIT {rowLimit}
            """;
        return statement;
    }

    // The most frequent list. The keys of the page are found first, and only the rows with these keys are mapped to items.
    private (string Page, IEnumerable<string> Branches) Newest(Statement statement, string last, string rowLimit)
    {
        string[] position = query.After is { } after ? _scan.AddPosition(statement, after) : ["NULL", "NULL"];
        var firstRows = legacyRows.KeysOfFirstRows(statement, filter, [.. position, last, rowLimit]);
        var page =
            $"""
            , page AS MATERIALIZED (
                SELECT * FROM (
                    SELECT i.id, i.page_key, NULL::text AS legacy_source, NULL::uuid AS legacy_id FROM items i
                    UNION ALL SELECT o.id, o.page_key, o.legacy_source, o.legacy_id FROM {firstRows} o) p
                ORDER BY page_key DESC, id DESC LIMIT {rowLimit})
            """;
        return (page, legacyRows.RowsByKeys("page", statement, filter).Select(rows => $"(SELECT m.id, m.page_key, {_columns} FROM {rows})"));
    }

    private IEnumerable<string> Filtered(Statement statement, IEnumerable<string> range, string rowLimit)
    {
        var conditions = legacyRows.Conditions(statement, filter).Concat(range);
        if (_order.Order.IsByTime && query.After is { } after)
        {
            // The index of a legacy table does not sort by the ids of items, so it is scanned from the key of the position only.
            conditions = conditions.Append($"{_order.Key} {_order.After}= {_scan.AddPositionKey(statement, after)}");
        }

        var where = string.Join(" AND ", conditions);
        return legacyRows.Rows(statement, filter).Select(rows =>
            $"(SELECT m.id, {_order.Key}, {_columns} FROM {rows} WHERE {where} "
            + $"ORDER BY {_order.Key} {_order.Direction}, m.id {_order.Direction} LIMIT {rowLimit})");
    }

    // A key that follows all other keys in the order.
    private string MaxKey => (_order.Order.Field, _order.Order.IsDescending) switch
    {
        (FilterField.Created, true) => "'-infinity'",
        (FilterField.Created, false) => "'infinity'",
        (FilterField.Bytes, _) => "-1",
        _ => "U&'\\+10FFFF' COLLATE \"C\"",
    };
}
