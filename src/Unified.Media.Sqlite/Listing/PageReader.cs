using Microsoft.Data.Sqlite;
using Unified.Media.Drivers;

namespace Unified.Media.Sqlite;

/// <summary>
/// Reads the rows of a filter in an order. Where an index answers everything, that is one statement. Else the order's index is scanned and
/// the residual conditions are checked row by row: first over a short range, which is enough for every filter that is not rare; then, if
/// something in the filter is rare, its few rows are fetched and sorted; else the scan goes on up to the scan limit.
/// </summary>
internal sealed class PageReader<T>(Session session, ListFilterSql filter, OrderSql order, string columns, Func<SqliteDataReader, T> read)
{
    private readonly KeysetSql _sql = new(filter, order);

    public ScanResult<T> Read(PagePosition? after, int limit, int scanLimit)
    {
        var path = Choose();
        return _sql.ResidualConditions(path).Any()
            ? session.InSnapshot(_ => Scan(path, after, limit, Math.Max(1, scanLimit)))
            : End(Rows(path, after, until: null, limit + 1), limit);
    }

    private AccessPath Choose() =>
        (order.Order.IsByTime ? SelectivityProbe.Smallest(session, filter, [.. AccessPath.Of(filter)]) : null) ?? AccessPath.OrderIndex(filter, order);

    private ScanResult<T> Scan(AccessPath path, PagePosition? after, int limit, int scanLimit)
    {
        var first = Math.Min(ScanBudget.ShortScan, scanLimit);
        var until = PositionAhead(path, after, first);
        var rows = Rows(path, after, until, limit + 1);
        if (until is null || rows.Count >= limit)
        {
            return End(rows, limit, until);
        }

        if (SelectivityProbe.Few(session, filter, ScanBudget.FewRows) is { } few)
        {
            rows.AddRange(Read(_sql.SortedRows, few, until, until: null, limit + 1 - rows.Count));
            return End(rows, limit);
        }

        if (first == scanLimit)
        {
            return End(rows, limit, until);
        }

        var further = PositionAhead(path, until, scanLimit - first);
        rows.AddRange(Rows(path, until, further, limit + 1 - rows.Count));
        return End(rows, limit, further);
    }

    private static ScanResult<T> End(List<T> rows, int limit, PagePosition? stoppedAt = null)
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
