using Microsoft.Data.Sqlite;
using Unified.Media.Drivers;

namespace Unified.Media.Sqlite;

/// <summary>
/// Counts the items per value of an indexed field. If a condition of the filter matches few rows, these rows are grouped. Otherwise the index range
/// of each value is counted, up to a cap unless the count is exact.
/// </summary>
internal sealed class ValueFacet(Session session, ListFilterSql filter, FacetOptions options, FilterField field, string column)
{
    private static readonly OrderSql Newest = OrderSql.FromSort(MediaSort.Newest);

    private readonly string _bytes = options.WithBytes ? "m.size_bytes" : "0";

    public IReadOnlyList<FacetCount> Count()
    {
        var selectivePath = SelectivityProbe.FindPathWithFewRows(session, filter, FacetCounts.MaxItems);
        return FacetCounts.Sort(selectivePath is not null || options.Exact
            ? Group(selectivePath ?? (filter.IsOverAllOwners ? AccessPath.OrderIndex(filter, Newest) : AccessPath.FieldIndex(filter, field)))
            : filter.IsOverAllOwners ? CountNewest() : FindValues().Select(CountValue));
    }

    // The items of all owners have no index by value. The newest rows are counted instead, up to the scan limit.
    private IEnumerable<FacetCount> CountNewest()
    {
        var newest = new PageReader<(string Value, long Bytes)>(
            session, filter, Newest, $"m.{column}, m.size_bytes", row => (row.GetString(2), row.GetInt64(3)))
            .Read(after: null, ScanBudget.ScanLimit, ScanBudget.ScanLimit);
        var isStopped = newest.HasMore || newest.StoppedAt is not null;
        return newest.Rows.GroupBy(row => row.Value, row => row.Bytes, (value, bytes) =>
        {
            long[] all = [.. bytes];
            var count = Math.Min(all.Length, FacetCounts.MaxItems);
            return new FacetCount(value, count)
            {
                IsCapped = isStopped || all.Length > count,
                Bytes = options.WithBytes ? all.Take(count).Sum() : null,
            };
        });
    }

    private List<FacetCount> Group(AccessPath path)
    {
        var residual = filter.Conditions.Where(condition => !KeysetSql.IsCovered(condition, path)).Select(condition => condition.Sql);
        var scans = path.Ranges.Select(rangeCondition =>
            $"SELECT m.{column} AS value, {_bytes} AS bytes FROM {path.Source} {path.Join} "
            + $"WHERE {string.Join(" AND ", [rangeCondition, .. residual])}");
        using var row = session.Query(
            $"SELECT value, count(*), sum(bytes) FROM ({string.Join(" UNION ALL ", scans)}) GROUP BY value", [.. filter.Arguments]);
        var counts = new List<FacetCount>();
        while (row.Read())
        {
            counts.Add(new(row.GetString(0), row.GetInt64(1)) { Bytes = BytesOf(row, 2) });
        }

        return counts;
    }

    // Skips from value to value in the index, so that a few look-ups find the values of any number of rows.
    private List<string> FindValues()
    {
        var path = AccessPath.FieldIndex(filter, field);
        var next = $"SELECT min(m.{column}) FROM {path.Source} WHERE {path.Ranges[0]}";
        using var row = session.Query(
            $"""
            WITH RECURSIVE found (value) AS (
                SELECT ({next}) UNION ALL SELECT ({next} AND m.{column} > found.value) FROM found WHERE found.value IS NOT NULL)
            SELECT value FROM found WHERE value IS NOT NULL
            """,
            [.. filter.Arguments]);
        var values = new List<string>();
        while (row.Read())
        {
            values.Add(row.GetString(0));
        }

        return values;
    }

    private FacetCount CountValue(string value)
    {
        var path = AccessPath.ByValue(filter, field, column, ["@value"]);
        var indexConditions = string.Join(" AND ", [path.Ranges[0], .. Conditions(path, onCreationTime: true)]);
        var residual = Conditions(path, onCreationTime: false).ToList();
        var index = $"{path.Source} WHERE {indexConditions} ORDER BY m.created_at DESC, m.id DESC";
        var from = residual.Count == 0
            ? $"(SELECT {_bytes} AS bytes FROM {index})"
            : $"(SELECT {_bytes} AS bytes, ({string.Join(" AND ", residual)}) AS fits FROM {index} LIMIT @scan) WHERE fits";
        Argument[] arguments =
            [.. filter.Arguments, new("@value", value), new("@scan", ScanBudget.ScanLimit), new("@cap", FacetCounts.MaxItems)];

        using var row = session.Query($"SELECT count(*), sum(bytes) FROM (SELECT bytes FROM {from} LIMIT @cap)", arguments);
        row.Read();
        var count = row.GetInt64(0);
        var isCapped = count == FacetCounts.MaxItems
            ? session.Scalar($"SELECT 1 FROM {from} LIMIT 1 OFFSET @cap", arguments) is not null
            : residual.Count > 0
                && session.Scalar($"SELECT 1 FROM {path.Source} WHERE {indexConditions} LIMIT 1 OFFSET @scan", arguments) is not null;
        return new(value, count) { IsCapped = isCapped, Bytes = BytesOf(row, 1) };
    }

    private IEnumerable<string> Conditions(AccessPath path, bool onCreationTime) =>
        from condition in filter.Conditions
        where !KeysetSql.IsCovered(condition, path) && (condition.Field == FilterField.Created) == onCreationTime
        select condition.Sql;

    private long? BytesOf(SqliteDataReader row, int ordinal) =>
        !options.WithBytes ? null : row.IsDBNull(ordinal) ? 0 : row.GetInt64(ordinal);
}
