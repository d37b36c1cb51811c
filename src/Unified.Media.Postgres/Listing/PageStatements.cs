using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>Composes the statements of one list. Their first two columns are the id and the order's key, the item's own follow.</summary>
internal sealed class PageStatements(Selection selection, Order order, PostgresNames names, string columns)
{
    private readonly Walk _walk = new(selection, order, names);

    /// <summary>True when a drive's rows need no check.</summary>
    public bool IsExact(Drive drive) => !_walk.Rest(drive).Any();

    /// <summary>
    /// A page, of which the cap limits how many rows are looked at; without one, the drive has one arm and is exact. An item that a policy of the host hides has its place, and no columns.
    /// </summary>
    public Statement Page(Drive drive, PagePosition? after, int? cap, int take)
    {
        var statement = new Statement();
        var (from, id, key) = cap is null ? Plain(statement, drive, after) : From(statement, drive, after, cap.Value);
        from += Where(statement, drive);
        statement.Sql = $"SELECT {id}, {key}, {columns} FROM {from} ORDER BY {key} {order.Direction}, {id} {order.Direction} LIMIT {statement.Add(take)}";
        return statement;
    }

    /// <summary>
    /// The same from one look at the data, with the row where the cap was reached: the third column numbers the rows that were looked at.
    /// </summary>
    public Statement Thorough(Drive drive, PagePosition? after, int cap, int take)
    {
        var statement = new Statement();
        var (from, id, key) = From(statement, drive, after, cap);
        var rest = _walk.Rest(drive).Select(condition => condition.Sql(statement)).Append("m.id IS NOT NULL");
        var limit = statement.Add(take);
        statement.Sql =
            $"""
            WITH looked AS MATERIALIZED (
                SELECT row_number() OVER (ORDER BY {key} {order.Direction}, {id} {order.Direction}) AS n, {id} AS id, {key} AS page_key,
                    ({string.Join(" AND ", rest)}) IS TRUE AS fits
                FROM {from})
            SELECT looked.id, looked.page_key, looked.n, {columns}
            FROM looked LEFT JOIN {names.Media} m ON m.id = looked.id AND looked.fits
            WHERE looked.n IN (SELECT n FROM looked WHERE fits ORDER BY n LIMIT {limit}) OR looked.n = {Walk.Number(cap)}
            ORDER BY looked.n
            """;
        return statement;
    }

    /// <summary>How many rows each drive has, counted up to a cap.</summary>
    public Statement Counts(IReadOnlyList<Drive> drives, int cap)
    {
        var statement = new Statement();
        statement.Sql = "SELECT " + string.Join(", ", drives.Select(drive => $"(SELECT count(*) FROM ({_walk.Ids(statement, drive, cap)}) c)"));
        return statement;
    }

    /// <summary>A page of a drive whose rows are few: all of them are fetched, checked and sorted.</summary>
    public Statement Sorted(Drive drive, PagePosition? after, int few, int take)
    {
        var statement = new Statement();
        var conditions = _walk.Rest(drive).Where(condition => condition.Field != order.List.Field).Select(condition => condition.Sql(statement));
        var owner = $"m.owner_user_id = {selection.AddOwner(statement)}";
        var guard = selection.Guard is null ? [] : new[] { selection.Guard.Sql(statement) };
        statement.Sql =
            $"""
            WITH few AS MATERIALIZED ({_walk.Ids(statement, drive, few)})
            SELECT m.id, {order.Key}, {columns} FROM few JOIN {names.Media} m ON m.id = few.id
            WHERE {string.Join(" AND ", [owner, .. guard, .. conditions, .. _walk.Range(statement, order.Key, "m.id", after)])}
            ORDER BY {order.Key} {order.Direction}, m.id {order.Direction} LIMIT {statement.Add(take)}
            """;
        return statement;
    }

    private (string From, string Id, string Key) From(Statement statement, Drive drive, PagePosition? after, int cap) => drive.IsBeside
        ? ($"({_walk.Beside(statement, drive, after, cap)}) b LEFT JOIN {names.Media} m ON m.id = b.media_id", "b.media_id", "b.page_key")
        : ($"({_walk.Items(statement, drive, after, cap)}) m", "m.id", "m.page_key");

    private (string From, string Id, string Key) Plain(Statement statement, Drive drive, PagePosition? after)
    {
        var conditions = string.Join(" AND ", [drive.Arms.Single()(statement), .. GuardOf(statement, drive), .. _walk.Range(statement, order.Key, "m.id", after)]);
        return ($"{names.Media} m WHERE {conditions}", "m.id", order.Key);
    }

    private string Where(Statement statement, Drive drive)
    {
        var rest = string.Join(" AND ", _walk.Rest(drive).Select(condition => condition.Sql(statement)));
        return rest.Length == 0 ? "" : $" WHERE {rest}";
    }

    private IEnumerable<string> GuardOf(Statement statement, Drive drive) =>
        selection.Guard is { } guard && guard.Field != drive.Field ? [guard.Sql(statement)] : [];
}
