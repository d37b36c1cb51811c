using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>Composes the statements of one list.</summary>
internal sealed class KeysetSql(ListFilterSql filter, CatalogQuery query, PostgresNames names)
{
    private readonly OrderSql _order = OrderSql.FromSort(query.Sort);
    private readonly IndexScanSql _scan = new(filter, OrderSql.FromSort(query.Sort), names);
    private readonly string _columns = query.IncludeMetadata ? ItemReader.Columns : ItemReader.SlimColumns;
    private readonly int _maxRows = query.Limit + 1;

    /// <summary>The access path that is scanned first.</summary>
    public AccessPath BestPath => AccessPath.FindBest(filter, _order);

    /// <summary>The access paths that may have few rows. Their rows may be in any order.</summary>
    public IReadOnlyList<AccessPath> SelectivePaths => [.. AccessPath.GetSelectivePaths(filter)];

    /// <summary>Returns true if all rows of an access path meet all conditions.</summary>
    public bool IsExact(AccessPath path) => !_scan.ResidualConditions(path).Any();

    /// <summary>The statement for a page of an access path whose rows meet all conditions.</summary>
    public Statement ExactPage(AccessPath path)
    {
        if (path.ReturnsIdsOnly || path.Ranges.Count > 1)
        {
            return CappedPage(path, _maxRows);
        }

        var statement = new Statement();
        string[] conditions =
        [
            path.Ranges.Single()(statement),
            .. _scan.VisibilityConditions(statement, path),
            .. _scan.Range(statement, _order.Key, "m.id", query.After),
        ];
        return Page(statement, $"{names.Media} m WHERE {string.Join(" AND ", conditions)}", "m.id", _order.Key);
    }

    /// <summary>
    /// The statement for a page of the first rows of an access path, at most <paramref name="cap"/> rows. If a policy of the application hides an
    /// item, its row has a position but no item.
    /// </summary>
    public Statement CappedPage(AccessPath path, int cap)
    {
        var statement = new Statement();
        var (from, id, key) = From(statement, path, cap);
        var residual = string.Join(" AND ", _scan.ResidualConditions(path).Select(condition => condition.Sql(statement)));
        return Page(statement, residual.Length == 0 ? from : $"{from} WHERE {residual}", id, key);
    }

    /// <summary>
    /// The statement for the same page with the number of each row among the scanned rows. The last scanned row is included if the cap was reached.
    /// </summary>
    public Statement NumberedPage(AccessPath path, int cap)
    {
        var statement = new Statement();
        var (from, id, key) = From(statement, path, cap);
        var residual = _scan.ResidualConditions(path).Select(condition => condition.Sql(statement)).Append("m.id IS NOT NULL");
        var limit = statement.Add(_maxRows);
        statement.Sql =
            $"""
            WITH scanned AS MATERIALIZED (
                SELECT row_number() OVER (ORDER BY {key} {_order.Direction}, {id} {_order.Direction}) AS n, {id} AS id, {key} AS page_key,
                    ({string.Join(" AND ", residual)}) IS TRUE AS matches
                FROM {from})
            SELECT scanned.id, scanned.page_key, scanned.n, {_columns}
            FROM scanned LEFT JOIN {names.Media} m ON m.id = scanned.id AND scanned.matches
            WHERE scanned.n IN (SELECT n FROM scanned WHERE matches ORDER BY n LIMIT {limit}) OR scanned.n = {IndexScanSql.Number(cap)}
            ORDER BY scanned.n
            """;
        return statement;
    }

    /// <summary>The statement that counts the rows of each access path up to a cap. It returns one row with one column per path.</summary>
    public Statement Counts(IReadOnlyList<AccessPath> paths, int cap)
    {
        var statement = new Statement();
        statement.Sql = "SELECT " + string.Join(", ", paths.Select(path => $"(SELECT count(*) FROM ({_scan.Ids(statement, path, cap)}) c)"));
        return statement;
    }

    /// <summary>The statement for a page of an access path with few rows. It fetches, checks and sorts all of them.</summary>
    public Statement SortedPage(AccessPath path, int cap)
    {
        var statement = new Statement();
        var residual = _scan.ResidualConditions(path)
            .Where(condition => condition.Field != _order.Order.Field)
            .Select(condition => condition.Sql(statement));
        var owner = filter.OwnerCondition(statement);
        string[] visible = filter.VisibilityCondition is { } condition ? [condition.Sql(statement)] : [];
        statement.Sql =
            $"""
            WITH few AS MATERIALIZED ({_scan.Ids(statement, path, cap)})
            SELECT m.id, {_order.Key}, {_columns} FROM few JOIN {names.Media} m ON m.id = few.id
            WHERE {string.Join(" AND ", [owner, .. visible, .. residual, .. _scan.Range(statement, _order.Key, "m.id", query.After)])}
            ORDER BY {_order.Key} {_order.Direction}, m.id {_order.Direction} LIMIT {statement.Add(_maxRows)}
            """;
        return statement;
    }

    private Statement Page(Statement statement, string from, string id, string key)
    {
        statement.Sql =
            $"SELECT {id}, {key}, {_columns} FROM {from} ORDER BY {key} {_order.Direction}, {id} {_order.Direction} LIMIT {statement.Add(_maxRows)}";
        return statement;
    }

    private (string From, string Id, string Key) From(Statement statement, AccessPath path, int cap) => path.ReturnsIdsOnly
        ? ($"({_scan.IdRows(statement, path, query.After, cap)}) b LEFT JOIN {names.Media} m ON m.id = b.media_id", "b.media_id", "b.page_key")
        : ($"({_scan.ItemRows(statement, path, query.After, cap)}) m", "m.id", "m.page_key");
}
