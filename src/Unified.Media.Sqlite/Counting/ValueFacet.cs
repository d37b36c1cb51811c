using Microsoft.Data.Sqlite;

namespace Unified.Media.Sqlite;

/// <summary>
/// Counts the values of a property that has an index of its own. Where the query names something rare, its rows are grouped; else each
/// value's part of the index is counted up to the cap, or all of it where the count is to be exact.
/// </summary>
internal sealed class ValueFacet(Session session, Selection selection, FacetCounting counting, Property property, string column)
{
    private readonly string bytes = counting.WithBytes ? "m.size_bytes" : "0";

    public IReadOnlyList<FacetCount> Count()
    {
        var few = Rarity.Few(session, selection, FacetCap.Items);
        return FacetCap.InOrder(few is not null || counting.Exact
            ? Group(few ?? Drive.Everything(Drive.IndexOf(property)))
            : FindValues().Select(CountValue));
    }

    private List<FacetCount> Group(Drive drive)
    {
        var rest = selection.Conditions.Where(condition => !WalkStatements.IsCovered(condition, drive)).Select(condition => condition.Sql);
        var arms = drive.Arms.Select(arm =>
            $"SELECT m.{column} AS value, {bytes} AS bytes FROM {drive.Source} {drive.Join} WHERE {string.Join(" AND ", [arm, .. rest])}");
        using var row = session.Query(
            $"SELECT value, count(*), sum(bytes) FROM ({string.Join(" UNION ALL ", arms)}) GROUP BY value", [.. selection.Arguments]);
        var counts = new List<FacetCount>();
        while (row.Read())
        {
            counts.Add(new(row.GetString(0), row.GetInt64(1), IsCapped: false, BytesOf(row, 2)));
        }

        return counts;
    }

    // Steps from value to value in the index, so that a few look-ups find the values of any number of rows.
    private List<string> FindValues()
    {
        var next = $"SELECT min(m.{column}) FROM media AS m INDEXED BY {Drive.IndexOf(property)} WHERE m.owner_user_id = @owner";
        using var row = session.Query(
            $"""
            WITH RECURSIVE found (value) AS (
                SELECT ({next}) UNION ALL SELECT ({next} AND m.{column} > found.value) FROM found WHERE found.value IS NOT NULL)
            SELECT value FROM found WHERE value IS NOT NULL
            """,
            [.. selection.Arguments]);
        var values = new List<string>();
        while (row.Read())
        {
            values.Add(row.GetString(0));
        }

        return values;
    }

    private FacetCount CountValue(string value)
    {
        var drive = Drive.Values(property, column, ["@value"]);
        var inIndex = string.Join(" AND ", [drive.Arms[0], .. Conditions(drive, isTime: true)]);
        var rest = Conditions(drive, isTime: false).ToList();
        var index = $"{drive.Source} WHERE {inIndex} ORDER BY m.created_at DESC, m.id DESC";
        var from = rest.Count == 0
            ? $"(SELECT {bytes} AS bytes FROM {index})"
            : $"(SELECT {bytes} AS bytes, ({string.Join(" AND ", rest)}) AS fits FROM {index} LIMIT @scan) WHERE fits";
        Argument[] arguments =
            [.. selection.Arguments, new("@value", value), new("@scan", selection.Query.ScanLimit), new("@cap", FacetCap.Items)];

        using var row = session.Query($"SELECT count(*), sum(bytes) FROM (SELECT bytes FROM {from} LIMIT @cap)", arguments);
        row.Read();
        var count = row.GetInt64(0);
        var isCapped = count == FacetCap.Items
            ? session.Scalar($"SELECT 1 FROM {from} LIMIT 1 OFFSET @cap", arguments) is not null
            : rest.Count > 0 && session.Scalar($"SELECT 1 FROM {drive.Source} WHERE {inIndex} LIMIT 1 OFFSET @scan", arguments) is not null;
        return new(value, count, isCapped, BytesOf(row, 1));
    }

    private IEnumerable<string> Conditions(Drive drive, bool isTime) =>
        from condition in selection.Conditions
        where !WalkStatements.IsCovered(condition, drive) && (condition.Property == Property.CreatedAt) == isTime
        select condition.Sql;

    private long? BytesOf(SqliteDataReader row, int ordinal) =>
        !counting.WithBytes ? null : row.IsDBNull(ordinal) ? 0 : row.GetInt64(ordinal);
}
