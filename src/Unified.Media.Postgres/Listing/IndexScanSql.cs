using System.Globalization;
using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>
/// Composes the subqueries that scan an access path from a position on, in the order of a list. A range begins with a comparison of row values, such
/// as <c>(created_at, id) &lt; ($1, $2)</c>, so that the scan of the index begins at the position: page 2,000 costs the same as page 1.
/// </summary>
internal sealed class IndexScanSql(ListFilterSql filter, OrderSql order, PostgresNames names)
{
    private static readonly Guid MaxId = Guid.AllBitsSet;

    /// <summary>The conditions that an access path does not cover, which are checked row by row.</summary>
    public IEnumerable<Condition> ResidualConditions(AccessPath path) => filter.Conditions.Where(condition => !IsCovered(condition, path));

    /// <summary>The condition that selects public items; empty if every row of the path meets it or the caller may see all items.</summary>
    public IEnumerable<string> VisibilityConditions(Statement statement, AccessPath path) =>
        filter.VisibilityCondition is { } visible && visible.Field != path.Field ? [visible.Sql(statement)] : [];

    /// <summary>
    /// The first rows of a path, at most <paramref name="cap"/>: items if the path scans the table of items, otherwise ids and keys of the order.
    /// </summary>
    public string Rows(Statement statement, AccessPath path, PagePosition? after, int cap) =>
        path.ReturnsIdsOnly ? IdRows(statement, path, after, cap) : ItemRows(statement, path, after, cap);

    /// <summary>
    /// The first rows of the table of items, in order, at most <paramref name="cap"/>. The column <c>page_key</c> is the key of the order.
    /// </summary>
    public string ItemRows(Statement statement, AccessPath path, PagePosition? after, int cap)
    {
        string[] visible = [.. VisibilityConditions(statement, path)];
        var range = Range(statement, order.Key, "m.id", after);
        var end = $" ORDER BY {order.Key} {order.Direction}, m.id {order.Direction} LIMIT {Number(cap)}";
        var scans = path.Ranges.Select(rangeCondition =>
            $"(SELECT m.*, {order.Key} AS page_key FROM {names.Media} m "
            + $"WHERE {string.Join(" AND ", [rangeCondition(statement), .. visible, .. range])}{end})");
        return string.Join(" UNION ALL ", scans);
    }

    /// <summary>
    /// The first rows <c>media_id</c> and <c>page_key</c> of the table of tags or of a function, in order, at most <paramref name="cap"/>.
    /// </summary>
    public string IdRows(Statement statement, AccessPath path, PagePosition? after, int cap)
    {
        var end = $"ORDER BY page_key {order.Direction}, media_id {order.Direction} LIMIT {Number(cap)}";
        if (path.Function is { } function)
        {
            var calls = path.Ranges.Select(argument =>
                $"SELECT s.media_id, s.created_at AS page_key FROM {Call(statement, function, argument(statement), after, cap)} s");
            return path.Ranges.Count == 1 ? calls.Single() : $"{string.Join(" UNION ALL ", calls)} {end}";
        }

        var range = Range(statement, "t.created_at", "t.media_id", after);
        var scans = path.Ranges.Select(rangeCondition =>
            $"(SELECT t.media_id, t.created_at AS page_key FROM {names.Tags} t "
            + $"WHERE {string.Join(" AND ", [rangeCondition(statement), .. range])} {end})");

        // UNION removes the duplicates of an item that has two of the tags.
        return path.Ranges.Count == 1 ? scans.Single() : $"{string.Join(" UNION ", scans)} {end}";
    }

    /// <summary>The ids of a path in any order, at most <paramref name="cap"/>.</summary>
    public string Ids(Statement statement, AccessPath path, int cap)
    {
        if (path.Function is { } function)
        {
            var calls = path.Ranges.Select(argument =>
                $"SELECT s.media_id AS id FROM {Call(statement, function, argument(statement), null, cap)} s");
            return $"{string.Join(" UNION ALL ", calls)} LIMIT {Number(cap)}";
        }

        var (id, table) = path.ReturnsIdsOnly ? ("t.media_id", $"{names.Tags} t") : ("m.id", $"{names.Media} m");
        var scans = path.Ranges.Select(rangeCondition => $"SELECT {id} AS id FROM {table} WHERE {rangeCondition(statement)}");
        return $"{string.Join(path.ReturnsIdsOnly ? " UNION " : " UNION ALL ", scans)} LIMIT {Number(cap)}";
    }

    /// <summary>The comparisons that limit a scan to the rows after a position and to the values of the filter on the field of the order.</summary>
    public IEnumerable<string> Range(Statement statement, string key, string id, PagePosition? after)
    {
        var keyset = order.Order.GetRange(filter.Filter, after);
        if (keyset.After is { } position)
        {
            yield return $"({key}, {id}) {order.After} ({string.Join(", ", AddPosition(statement, position))})";
        }
        else if (keyset.First is { } first)
        {
            yield return $"{key} {order.After}= {statement.AddShared("first", shared => order.AddKey(shared, new(first, null, default)))}";
        }

        if (keyset.Last is { } last)
        {
            yield return $"{key} {order.UpTo} {statement.AddShared("last", shared => order.AddKey(shared, new(last, null, default)))}";
        }
    }

    /// <summary>Adds the key and the id of the position after which a page begins, once per statement.</summary>
    public string[] AddPosition(Statement statement, PagePosition after) =>
        [AddPositionKey(statement, after), statement.AddShared("after id", shared => shared.Add(after.Id.Value))];

    /// <summary>Adds the key of the position after which a page begins, once per statement.</summary>
    public string AddPositionKey(Statement statement, PagePosition after) =>
        statement.AddShared("after", shared => order.AddKey(shared, after));

    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private bool IsCovered(Condition condition, AccessPath path) =>
        condition == filter.VisibilityCondition
        || (condition.Field == path.Field && path.IsExact)
        || (condition.Field == order.Order.Field && path.Function is null);

    // The functions scan in the order of time. They begin at the position, or at the latest time of the filter.
    private string Call(Statement statement, string function, string argument, PagePosition? after, int cap)
    {
        var publicOnly = filter.IsPublicOnly ? "true" : "false";
        if (filter.IsOverAllOwners)
        {
            return $"{names.Function(function)}({argument}, {publicOnly}, {Number(cap)})";
        }

        var isOldest = order.Order is { IsByTime: true, IsDescending: false };
        var startPosition = order.Order.IsByTime && after is not null
            ? after
            : order.Order is { IsByTime: true, IsDescending: true } && filter.Filter.Created.Max is { } latest
                ? new(latest, null, new(MaxId))
                : null;
        string[] position = startPosition is null
            ? ["NULL", "NULL"]
            :
            [
                statement.AddShared("start", shared => shared.AddTime(PgTime.FromUnixMicroseconds(startPosition.Number))),
                statement.AddShared("start id", shared => shared.Add(startPosition.Id.Value)),
            ];
        string[] arguments =
        [
            filter.AddOwner(statement), argument, publicOnly, isOldest ? "true" : "false", .. position, Number(cap),
        ];
        return $"{names.Function(function)}({string.Join(", ", arguments)})";
    }
}
