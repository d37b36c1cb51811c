using Unified.Media.Drivers;

namespace Unified.Media.Sqlite;

/// <summary>
/// Composes the statements of one search. A range of an order is written as comparisons of row values, which SQLite answers by entering
/// the index at that point: page 2,000 costs what page 1 costs.
/// </summary>
internal sealed class WalkStatements(Selection selection, Order order)
{
    public delegate string Composition(Drive drive, string columns, PagePosition? after, PagePosition? until, List<Argument> arguments);

    /// <summary>The conditions that a drive leaves to be checked row by row.</summary>
    public IEnumerable<string> Rest(Drive drive) =>
        from condition in selection.Conditions
        where condition.Property != order.Property && !IsCovered(condition, drive)
        select condition.Sql;

    /// <summary>True when a condition needs no check on the rows that a drive gives.</summary>
    public static bool IsCovered(Condition condition, Drive drive) =>
        condition.Property == Property.Owner
            ? drive.Property != Property.Words // Its owner's word is a digest.
            : condition.Property == drive.Property && drive.IsExact;

    /// <summary>The rows after one position and up to another, in order.</summary>
    public string Rows(Drive drive, string columns, PagePosition? after, PagePosition? until, List<Argument> arguments)
    {
        var range = Range(drive, after, until, arguments);
        var orderKey = order.IsByTime ? "" : $", m.{order.Column} AS order_key";
        var arms = drive.Arms.Select(arm =>
            $"SELECT {drive.Id} AS id, {drive.CreatedAt} AS created_at, {columns}{orderKey} FROM {drive.Source} {drive.Join} WHERE "
            + string.Join(" AND ", [arm, .. range, .. Rest(drive)]));
        var key = order.IsByTime ? "created_at" : "order_key";
        return string.Join(" UNION ALL ", arms) + $" ORDER BY {key} {order.Direction}, id {order.Direction} LIMIT @take";
    }

    /// <summary>
    /// The same for a drive that does not give the order: its few rows are sorted by key alone, and only those that are wanted are
    /// fetched whole.
    /// </summary>
    public string SortedRows(Drive drive, string columns, PagePosition? after, PagePosition? until, List<Argument> arguments) =>
        $"""
        SELECT m.id, m.created_at, {columns} FROM media AS m
        WHERE m.row_id IN (SELECT row_id FROM ({Rows(drive, "m.row_id AS row_id", after, until, arguments)}))
        ORDER BY m.{order.Column} {order.Direction}, m.id {order.Direction}
        """;

    /// <summary>The position of a row that many rows ahead, found in the index alone.</summary>
    public string PositionAhead(Drive drive, PagePosition? after, List<Argument> arguments)
    {
        var range = Range(drive, after, until: null, arguments);
        var source = drive.Source;
        if (selection.Guard is { } guard && !IsCovered(guard, drive))
        {
            source = $"{source} {drive.Join}";
            range.Add(guard.Sql);
        }

        var arms = drive.Arms.Select(arm =>
            $"SELECT {drive.Key(order)}, {drive.Id} FROM {source} WHERE " + string.Join(" AND ", [arm, .. range]));
        return string.Join(" UNION ALL ", arms) + $" ORDER BY 1 {order.Direction}, 2 {order.Direction} LIMIT 1 OFFSET @skip";
    }

    /// <summary>How many rows a drive gives, counted up to a cap.</summary>
    public static string Count(Drive drive)
    {
        var arms = drive.Arms.Select(arm => $"SELECT 1 FROM {drive.Source} WHERE {arm}");
        return $"SELECT count(*) FROM ({string.Join(" UNION ALL ", arms)} LIMIT @cap)";
    }

    private List<string> Range(Drive drive, PagePosition? after, PagePosition? until, List<Argument> arguments)
    {
        var limits = order.LimitsOf(selection);
        var (near, far) = order.IsDescending ? (limits.High, limits.Low) : (limits.Low, limits.High);
        var (nearName, farName) = order.IsDescending ? ("High", "Low") : ("Low", "High");
        var name = order.Property == Property.Bytes ? "@bytes" : "@created";
        var key = drive.Key(order);
        var range = new List<string>(2);

        // One comparison at either end: an index is entered at one point, and a second comparison would be checked row by row from there.
        if (after is not null && !IsBefore(after, near))
        {
            arguments.Add(new("@afterKey", order.KeyOf(after)));
            arguments.Add(new("@afterId", after.Id.ToString()));
            range.Add($"({key}, {drive.Id}) {order.After} (@afterKey, @afterId)");
        }
        else if (near is not null)
        {
            range.Add($"{key} {(order.IsDescending ? "<=" : ">=")} {name}{nearName}");
        }

        if (until is not null)
        {
            arguments.Add(new("@untilKey", order.KeyOf(until)));
            arguments.Add(new("@untilId", until.Id.ToString()));
            range.Add($"({key}, {drive.Id}) {order.UpTo} (@untilKey, @untilId)");
        }
        else if (far is not null)
        {
            range.Add($"{key} {order.UpTo} {name}{farName}");
        }

        return range;
    }

    private bool IsBefore(PagePosition position, long? near) => order.IsDescending ? position.Number > near : position.Number < near;
}
