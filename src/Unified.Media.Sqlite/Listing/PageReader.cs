using Microsoft.Data.Sqlite;
using Unified.Media.Drivers;

namespace Unified.Media.Sqlite;

/// <summary>
/// Reads the rows of a filter in an order. If an index covers all conditions, one statement reads them. Otherwise a short scan of the best index,
/// which checks the other conditions row by row, usually finds enough rows. If it does not, and one condition matches few rows, these rows are
/// fetched and sorted. If every condition matches many rows, the scan continues up to the scan limit.
/// </summary>
internal sealed class PageReader<T>(Session session, ListFilterSql filter, OrderSql order, string columns, Func<SqliteDataReader, T> read)
{
    private readonly KeysetSql _sql = new(filter, order);

    public ScanResult<T> Read(PagePosition? after, int limit, int scanLimit)
    {
        var path = ChoosePath();
        return _sql.ResidualConditions(path).Any()
            ? session.InSnapshot(_ => Scan(path, after, limit, Math.Max(1, scanLimit)))
            : CreateResult(Rows(path, after, until: null, limit + 1), limit);
    }

    private AccessPath ChoosePath() =>
        (order.Order.IsByTime ? SelectivityProbe.FindPathWithFewestRows(session, filter, [.. AccessPath.GetValuePaths(filter)]) : null)
        ?? AccessPath.OrderIndex(filter, order);

    private ScanResult<T> Scan(AccessPath path, PagePosition? after, int limit, int scanLimit)
    {
        var firstScanRows = Math.Min(ScanBudget.FirstScanRows, scanLimit);
        var until = PositionAhead(path, after, firstScanRows);
        var rows = Rows(path, after, until, limit + 1);
        if (until is null || rows.Count >= limit)
        {
            return CreateResult(rows, limit, until);
        }

        if (SelectivityProbe.FindPathWithFewRows(session, filter, ScanBudget.MaxSortedRows) is { } selectivePath)
        {
            rows.AddRange(Read(_sql.SortedRows, selectivePath, until, until: null, limit + 1 - rows.Count));
            return CreateResult(rows, limit);
        }

        if (firstScanRows == scanLimit)
        {
            return CreateResult(rows, limit, until);
        }

        var scanEnd = PositionAhead(path, until, scanLimit - firstScanRows);
        rows.AddRange(Rows(path, until, scanEnd, limit + 1 - rows.Count));
        return CreateResult(rows, limit, scanEnd);
    }

    private static ScanResult<T> CreateResult(List<T> rows, int limit, PagePosition? stoppedAt = null)
    {
        if (rows.Count <= limit)
        {
            return new(rows, HasMore: false, stoppedAt);
        }

        rows.RemoveRange(limit, rows.Count - limit);
        return new(rows, HasMore: true, StoppedAt: null);
    }

    private List<T> Rows(AccessPath path, PagePosition? after, PagePosition? until, int take) =>
        Read(_sql.Rows, path, after, until, take);

    private List<T> Read(KeysetSql.Composition compose, AccessPath path, PagePosition? after, PagePosition? until, int take)
    {
        List<Argument> arguments = [.. filter.Arguments, new("@take", take)];
        var sql = compose(path, columns, after, until, arguments);
        using var row = session.Query(sql, [.. arguments]);
        var rows = new List<T>(Math.Min(take, 256));
        while (row.Read())
        {
            rows.Add(read(row));
        }

        return rows;
    }

    private PagePosition? PositionAhead(AccessPath path, PagePosition? after, int count)
    {
        List<Argument> arguments = [.. filter.Arguments, new("@skip", count - 1)];
        var sql = _sql.PositionAhead(path, after, arguments);
        using var row = session.Query(sql, [.. arguments]);
        return row.Read() ? order.Read(row, keyColumn: 0, MediaId.Parse(row.GetString(1))) : null;
    }
}
