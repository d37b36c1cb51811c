using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>
/// A page of items and older rows as one list, from one statement. A row that becomes an item meanwhile is seen once: the statement has one
/// view of the data.
/// </summary>
internal sealed class MixedPage(
    StatementExecutor executor, CatalogCaller caller, Selection selection, Order order, PostgresNames names, OlderRows older)
{
    private const int Columns = 2;

    public async Task<CatalogPage> RunAsync(bool includeMetadata, CancellationToken cancellationToken)
    {
        var limit = selection.Query.Limit;
        var items = new ItemReader(caller, includeMetadata);
        var batch = new StatementBatch(caller.Role.Source);
        batch.Add(caller.Role.AssumeForRead());
        var page = batch.AddList(
            Compose(includeMetadata ? ItemReader.Columns : ItemReader.SlimColumns),
            row => new PlacedItem(order.Read(row), items.Read(row, Columns), 0));
        await executor.ExecuteAsync(batch, RetrySafety.ReadOnly, cancellationToken).ConfigureAwait(false);
        var rows = page.Value;
        return new(
            [.. rows.Take(limit).Select(row => row.Item).OfType<MediaItem>()],
            rows.Count > limit ? rows[limit - 1].Position : null);
    }

    private Statement Compose(string columns)
    {
        var statement = new Statement();
        var walk = new Walk(selection, order, names);
        var range = walk.Range(statement, order.Key, "m.id", selection.Query.After).ToList();
        var take = statement.Add(selection.Query.Limit + 1);
        var direction = order.Direction;
        var owner = $"m.owner_user_id = {selection.AddOwner(statement)}";
        var conditions = selection.Conditions.Select(condition => condition.Sql(statement)).Prepend(owner).Concat(range);

        // Of older rows only those matter that come before the last item of a full page: that is where their walk ends.
        const string Last = "(SELECT b.last FROM bound b)";
        var (page, branches) = order.List.Sort == MediaSort.Newest && selection.IsWhole
            ? Newest(statement, columns, Last, take)
            : ("", Filtered(statement, columns, [.. range, $"{order.Key} {(order.IsDescending ? ">=" : "<=")} coalesce({Last}, {Farthest})"], take));
        statement.Sql =
            $"""
            WITH items AS MATERIALIZED (
                SELECT m.id, {order.Key} AS page_key, {columns} FROM {names.Media} m
                WHERE {string.Join(" AND ", conditions)} ORDER BY {order.Key} {direction}, m.id {direction} LIMIT {take}),
            bound AS MATERIALIZED (SELECT {(order.IsDescending ? "min" : "max")}(page_key) AS last FROM items HAVING count(*) = {take}){page}
            SELECT * FROM (SELECT * FROM items UNION ALL {string.Join(" UNION ALL ", branches)}) list
            ORDER BY 2 {direction}, 1 {direction} LIMIT {take}
            """;
        return statement;
    }

    // The commonest list: the rows of the page are found first, by their keys alone, and only they are mapped.
    private (string Page, IEnumerable<string> Branches) Newest(Statement statement, string columns, string last, string take)
    {
        string[] from = selection.Query.After is { } after
            ? [statement.AddShared("after", add => order.Add(add, after)), statement.AddShared("after id", add => add.Add(after.Id.Value))]
            : ["NULL", "NULL"];
        var page =
            $"""
            , page AS MATERIALIZED (
                SELECT * FROM (
                    SELECT i.id, i.page_key, NULL::text AS legacy_source, NULL::uuid AS legacy_id FROM items i
                    UNION ALL SELECT o.id, o.page_key, o.legacy_source, o.legacy_id FROM {older.Page(statement, selection, [.. from, last, take])} o) p
                ORDER BY page_key DESC, id DESC LIMIT {take})
            """;
        return (page, older.Among("page", statement, selection).Select(rows => $"(SELECT m.id, m.page_key, {columns} FROM {rows})"));
    }

    private IEnumerable<string> Filtered(Statement statement, string columns, IEnumerable<string> range, string take)
    {
        var conditions = older.Conditions(statement, selection).Concat(range);
        if (order.IsByTime && selection.Query.After is { } after)
        {
            // The comparison of both values is no range of the index, whose id is the older row's own.
            conditions = conditions.Append(
                $"{order.Key} {order.After}= {statement.AddShared("after", add => order.Add(add, after))}");
        }

        var filter = string.Join(" AND ", conditions);
        return older.Of(statement, selection).Select(rows =>
            $"(SELECT m.id, {order.Key}, {columns} FROM {rows} WHERE {filter} ORDER BY {order.Key} {order.Direction}, m.id {order.Direction} LIMIT {take})");
    }

    // What no key goes beyond.
    private string Farthest => (order.List.Field, order.IsDescending) switch
    {
        (FilterField.Created, true) => "'-infinity'",
        (FilterField.Created, false) => "'infinity'",
        (FilterField.Bytes, _) => "-1",
        _ => "U&'\\+10FFFF' COLLATE \"C\"",
    };
}
