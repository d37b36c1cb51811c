using Unified.Media.Drivers;

namespace Unified.Media.Sqlite;

/// <summary>
/// Composes the statements of one list. A range of an order is a comparison of row values, at which SQLite begins to scan the index: page 2,000
/// costs the same as page 1.
/// </summary>
internal sealed class KeysetSql(ListFilterSql filter, OrderSql order)
{
    public delegate string Composition(AccessPath path, string columns, PagePosition? after, PagePosition? until, List<Argument> arguments);

    /// <summary>The conditions that some rows of an access path do not meet. They are checked row by row.</summary>
    public IEnumerable<string> ResidualConditions(AccessPath path) =>
        from condition in filter.Conditions
        where condition.Field != order.Order.Field && !IsCovered(condition, path)
        select condition.Sql;

    /// <summary>Returns true if all rows of an access path meet a condition.</summary>
    public static bool IsCovered(Condition condition, AccessPath path) => condition.Field switch
    {
        FilterField.Owner => path.Field != FilterField.SearchTokens, // The token of the owner is a hash, and hashes can collide.
        FilterField.Visibility when path.IsPublicOnly => true,
        _ => condition.Field == path.Field && path.IsExact,
    };

    /// <summary>The statement for the rows after one position, up to and including another position, in order.</summary>
    public string Rows(AccessPath path, string columns, PagePosition? after, PagePosition? until, List<Argument> arguments)
    {
        var range = Range(path, after, until, arguments);
        var orderKey = order.Order.IsByTime ? "" : $", m.{order.Column} AS order_key";
        var scans = path.Ranges.Select(rangeCondition =>
            $"SELECT {path.Id} AS id, {path.CreatedAt} AS created_at, {columns}{orderKey} FROM {path.Source} {path.Join} WHERE "
            + string.Join(" AND ", [rangeCondition, .. range, .. ResidualConditions(path)]));
        var key = order.Order.IsByTime ? "created_at" : "order_key";
        return string.Join(" UNION ALL ", scans) + $" ORDER BY {key} {order.Direction}, id {order.Direction} LIMIT @take";
    }

    /// <summary>
    /// The statement for the same rows of an access path with few rows in any order. It sorts their keys and fetches only the rows of the page.
    /// </summary>
    public string SortedRows(AccessPath path, string columns, PagePosition? after, PagePosition? until, List<Argument> arguments) =>
        $"""
        SELECT m.id, m.created_at, {columns} FROM media AS m
        WHERE m.row_id IN (SELECT row_id FROM ({Rows(path, "m.row_id AS row_id", after, until, arguments)}))
        ORDER BY m.{order.Column} {order.Direction}, m.id {order.Direction}
        """;

    /// <summary>The statement for the position of the row <c>@skip</c> + 1 rows after a position. It reads only the index.</summary>
    public string PositionAhead(AccessPath path, PagePosition? after, List<Argument> arguments)
    {
        var range = Range(path, after, until: null, arguments);
        var source = path.Source;
        if (filter.VisibilityCondition is { } visible && !IsCovered(visible, path))
        {
            source = $"{source} {path.Join}";
            range.Add(visible.Sql);
        }

        var scans = path.Ranges.Select(rangeCondition =>
            $"SELECT {path.Key(order)}, {path.Id} FROM {source} WHERE " + string.Join(" AND ", [rangeCondition, .. range]));
        return string.Join(" UNION ALL ", scans) + $" ORDER BY 1 {order.Direction}, 2 {order.Direction} LIMIT 1 OFFSET @skip";
    }

    /// <summary>The statement that counts the rows of an access path up to a cap.</summary>
    public static string Count(AccessPath path)
    {
        var scans = path.Ranges.Select(rangeCondition => $"SELECT 1 FROM {path.Source} WHERE {rangeCondition}");
        return $"SELECT count(*) FROM ({string.Join(" UNION ALL ", scans)} LIMIT @cap)";
    }

    private List<string> Range(AccessPath path, PagePosition? after, PagePosition? until, List<Argument> arguments)
    {
        var keyset = order.Order.GetRange(filter.Filter, after);
        var key = path.Key(order);
        var range = new List<string>(2);
        if (keyset.After is { } position)
        {
            arguments.Add(new("@afterKey", order.KeyOf(position)));
            arguments.Add(new("@afterId", position.Id.ToString()));
            range.Add($"({key}, {path.Id}) {order.After} (@afterKey, @afterId)");
        }
        else if (keyset.First is { } first)
        {
            arguments.Add(new("@first", first));
            range.Add($"{key} {order.After}= @first");
        }

        if (until is not null)
        {
            arguments.Add(new("@untilKey", order.KeyOf(until)));
            arguments.Add(new("@untilId", until.Id.ToString()));
            range.Add($"({key}, {path.Id}) {order.UpTo} (@untilKey, @untilId)");
        }
        else if (keyset.Last is { } last)
        {
            arguments.Add(new("@last", last));
            range.Add($"{key} {order.UpTo} @last");
        }

        return range;
    }
}
