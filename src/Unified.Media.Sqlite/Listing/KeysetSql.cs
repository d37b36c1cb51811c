using Unified.Media.Drivers;

namespace Unified.Media.Sqlite;

/// <summary>
/// Composes the statements of one list. A range of an order is a comparison of row values, at which SQLite begins to scan the index: page 2,000
/// costs the same as page 1.
/// </summary>
internal sealed class KeysetSql(ListFilterSql filter, OrderSql order)
{
    public delegate string Composition(AccessPath path, string columns, PagePosition? after, PagePosition? until, List<Argument> arguments);

    /// <summary>The conditions that an access path does not cover, which are checked row by row.</summary>
    public IEnumerable<string> ResidualConditions(AccessPath path) =>
        from condition in filter.Conditions
        where condition.Field != order.Order.Field && !IsCovered(condition, path)
        select condition.Sql;

    /// <summary>True when all rows of an access path meet a condition.</summary>
    public static bool IsCovered(Condition condition, AccessPath path) => condition.Field switch
    {
        FilterField.Owner => path.Field != FilterField.SearchTokens, // The token of the owner is a digest.
        FilterField.Visibility when path.IsPublicOnly => true,
        _ => condition.Field == path.Field && path.IsExact,
    };

    /// <summary>The rows after one position and up to another, in order.</summary>
    public string Rows(AccessPath path, string columns, PagePosition? after, PagePosition? until, List<Argument> arguments)
    {
        var range = Range(path, after, until, arguments);
        var orderKey = order.Order.IsByTime ? "" : $", m.{order.Column} AS order_key";
        var scans = path.Ranges.Select(found =>
            $"SELECT {path.Id} AS id, {path.CreatedAt} AS created_at, {columns}{orderKey} FROM {path.Source} {path.Join} WHERE "
            + string.Join(" AND ", [found, .. range, .. ResidualConditions(path)]));
        var key = order.Order.IsByTime ? "created_at" : "order_key";
        return string.Join(" UNION ALL ", scans) + $" ORDER BY {key} {order.Direction}, id {order.Direction} LIMIT @take";
    }

    /// <summary>
    /// The same rows for an access path that does not give the order: its few rows are sorted by key, and only the rows of the page are fetched.
    /// </summary>
    public string SortedRows(AccessPath path, string columns, PagePosition? after, PagePosition? until, List<Argument> arguments) =>
        $"""
        SELECT m.id, m.created_at, {columns} FROM media AS m
        WHERE m.row_id IN (SELECT row_id FROM ({Rows(path, "m.row_id AS row_id", after, until, arguments)}))
        ORDER BY m.{order.Column} {order.Direction}, m.id {order.Direction}
        """;

    /// <summary>The position of the row that follows a number of rows later, found in the index only.</summary>
    public string PositionAhead(AccessPath path, PagePosition? after, List<Argument> arguments)
    {
        var range = Range(path, after, until: null, arguments);
        var source = path.Source;
        if (filter.VisibilityCondition is { } visible && !IsCovered(visible, path))
        {
            source = $"{source} {path.Join}";
            range.Add(visible.Sql);
        }

        var scans = path.Ranges.Select(found =>
            $"SELECT {path.Key(order)}, {path.Id} FROM {source} WHERE " + string.Join(" AND ", [found, .. range]));
        return string.Join(" UNION ALL ", scans) + $" ORDER BY 1 {order.Direction}, 2 {order.Direction} LIMIT 1 OFFSET @skip";
    }

    /// <summary>The number of rows of an access path, counted up to a cap.</summary>
    public static string Count(AccessPath path)
    {
        var scans = path.Ranges.Select(found => $"SELECT 1 FROM {path.Source} WHERE {found}");
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
