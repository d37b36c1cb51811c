using System.Globalization;
using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>
/// Composes the rows that a drive gives after a position, in order. A range is one comparison of row values at either end: an index is
/// entered at one point, so page 2,000 costs what page 1 costs.
/// </summary>
internal sealed class Walk(Selection selection, Order order, PostgresNames names)
{
    private static readonly Guid HighestId = Guid.AllBitsSet;

    /// <summary>The conditions that a drive leaves to be checked row by row.</summary>
    public IEnumerable<Condition> Rest(Drive drive) => selection.Conditions.Where(condition => !IsCovered(condition, drive));

    /// <summary>Rows of items with <c>page_key</c>, in order; no more than the cap, where there is one.</summary>
    public string Items(Statement statement, Drive drive, PagePosition? after, int? cap)
    {
        var guard = selection.Guard is { } hiding && hiding.Field != drive.Field ? [hiding.Sql(statement)] : Array.Empty<string>();
        var range = Range(statement, order.Key, "m.id", after);
        var end = cap is null ? "" : $" ORDER BY {order.Key} {order.Direction}, m.id {order.Direction} LIMIT {Number(cap.Value)}";
        var arms = drive.Arms.Select(arm =>
            $"(SELECT m.*, {order.Key} AS page_key FROM {names.Media} m WHERE {string.Join(" AND ", [arm(statement), .. guard, .. range])}{end})");
        return string.Join(" UNION ALL ", arms);
    }

    /// <summary>Rows of <c>media_id</c> and <c>page_key</c> of a table beside the items, in order, no more than the cap.</summary>
    public string Beside(Statement statement, Drive drive, PagePosition? after, int cap)
    {
        var end = $"ORDER BY page_key {order.Direction}, media_id {order.Direction} LIMIT {Number(cap)}";
        if (drive.Function is { } function)
        {
            var calls = drive.Arms.Select(arm => $"SELECT s.media_id, s.created_at AS page_key FROM {Call(statement, function, arm(statement), after, cap)} s");
            return drive.Arms.Count == 1 ? calls.Single() : $"{string.Join(" UNION ALL ", calls)} {end}";
        }

        var range = Range(statement, "t.created_at", "t.media_id", after);
        var arms = drive.Arms.Select(arm =>
            $"(SELECT t.media_id, t.created_at AS page_key FROM {names.Tags} t WHERE {string.Join(" AND ", [arm(statement), .. range])} {end})");

        // An item with two of the tags is there once.
        return drive.Arms.Count == 1 ? arms.Single() : $"{string.Join(" UNION ", arms)} {end}";
    }

    /// <summary>The ids that a drive gives in any order, no more than the cap.</summary>
    public string Ids(Statement statement, Drive drive, int cap)
    {
        if (drive.Function is { } function)
        {
            var calls = drive.Arms.Select(arm => $"SELECT s.media_id AS id FROM {Call(statement, function, arm(statement), null, cap)} s");
            return $"{string.Join(" UNION ALL ", calls)} LIMIT {Number(cap)}";
        }

        var (id, table) = drive.IsBeside ? ("t.media_id", $"{names.Tags} t") : ("m.id", $"{names.Media} m");
        var arms = drive.Arms.Select(arm => $"SELECT {id} AS id FROM {table} WHERE {arm(statement)}");
        return $"{string.Join(drive.IsBeside ? " UNION " : " UNION ALL ", arms)} LIMIT {Number(cap)}";
    }

    /// <summary>The comparisons that rows of the order's index after a position fulfil.</summary>
    public IEnumerable<string> Range(Statement statement, string key, string id, PagePosition? after)
    {
        var keyset = order.List.RangeOf(selection.Filter, after);
        if (keyset.After is { } start)
        {
            var position = statement.AddShared("after", add => order.Add(add, start));
            yield return $"({key}, {id}) {order.After} ({position}, {statement.AddShared("after id", add => add.Add(start.Id.Value))})";
        }
        else if (keyset.First is { } first)
        {
            yield return $"{key} {order.After}= {statement.AddShared("first", add => order.Add(add, new(first, null, default)))}";
        }

        if (keyset.Last is { } last)
        {
            yield return $"{key} {(order.IsDescending ? ">=" : "<=")} {statement.AddShared("last", add => order.Add(add, new(last, null, default)))}";
        }
    }

    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private bool IsCovered(Condition condition, Drive drive) =>
        condition == selection.Guard
        || (condition.Field == drive.Field && drive.IsExact)
        || (condition.Field == order.List.Field && drive.Function is null);

    private string Call(Statement statement, string function, string what, PagePosition? after, int cap)
    {
        var position = order.IsByTime && after is not null
            ? after
            : order is { IsByTime: true, IsDescending: true } && selection.Filter.Created.Max is { } high
                ? new(high, null, new(HighestId))
                : null;
        string[] from = position is null
            ? ["NULL", "NULL"]
            : [statement.AddShared("found at", add => add.AddTime(PgTime.OfUnix(position.Number))), statement.AddShared("found id", add => add.Add(position.Id.Value))];
        string[] arguments =
        [
            selection.AddOwner(statement), what, selection.SeesAll ? "false" : "true", order is { IsByTime: true, IsDescending: false } ? "true" : "false",
            .. from, Number(cap),
        ];
        return $"{names.Function(function)}({string.Join(", ", arguments)})";
    }
}
