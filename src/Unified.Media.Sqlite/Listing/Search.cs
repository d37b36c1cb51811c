using Microsoft.Data.Sqlite;
using Unified.Media.Drivers;

namespace Unified.Media.Sqlite;

/// <summary>
/// Finds the rows of a selection in an order. Where an index answers everything, that is one statement. Else the order's index is walked
/// and the rest is checked row by row: first a short way, which answers for everything that is not rare; then, if something in the query
/// is rare, its few rows are fetched and sorted; else the walk goes on up to the scan limit.
/// </summary>
internal sealed class Search<T>(Session session, Selection selection, Order order, string columns, Func<SqliteDataReader, T> read)
{
    private const int ShortWalk = 500;

    // Fetching so many rows to sort them costs about as much as walking the scan limit.
    private const int FewRows = 1_000;

    private readonly WalkStatements statements = new(selection, order);

    public Found<T> Take(int limit)
    {
        var drive = Choose();
        return statements.Rest(drive).Any()
            ? session.InSnapshot(_ => Walk(drive, limit))
            : End(Rows(drive, selection.Query.After, until: null, limit + 1), limit);
    }

    private Drive Choose() =>
        (order.IsByTime ? Rarity.Smallest(session, selection, [.. Drive.Of(selection)]) : null) ?? Drive.Everything(order.Index);

    private Found<T> Walk(Drive drive, int limit)
    {
        var scanLimit = Math.Max(1, selection.Query.ScanLimit);
        var first = Math.Min(ShortWalk, scanLimit);
        var after = selection.Query.After;
        var until = PositionAhead(drive, after, first);
        var rows = Rows(drive, after, until, limit + 1);
        if (until is null || rows.Count >= limit)
        {
            return End(rows, limit, until);
        }

        if (Rarity.Few(session, selection, FewRows) is { } few)
        {
            rows.AddRange(Read(statements.SortedRows, few, until, until: null, limit + 1 - rows.Count));
            return End(rows, limit);
        }

        if (first == scanLimit)
        {
            return End(rows, limit, until);
        }

        var further = PositionAhead(drive, until, scanLimit - first);
        rows.AddRange(Rows(drive, until, further, limit + 1 - rows.Count));
        return End(rows, limit, further);
    }

    private static Found<T> End(List<T> rows, int limit, PagePosition? stoppedAt = null)
    {
        if (rows.Count <= limit)
        {
            return new(rows, HasMore: false, stoppedAt);
        }

        rows.RemoveRange(limit, rows.Count - limit);
        return new(rows, HasMore: true, StoppedAt: null);
    }

    private List<T> Rows(Drive drive, PagePosition? after, PagePosition? until, int take) =>
        Read(statements.Rows, drive, after, until, take);

    private List<T> Read(WalkStatements.Composition compose, Drive drive, PagePosition? after, PagePosition? until, int take)
    {
        List<Argument> arguments = [.. selection.Arguments, new("@take", take)];
        var sql = compose(drive, columns, after, until, arguments);
        using var row = session.Query(sql, [.. arguments]);
        var rows = new List<T>(Math.Min(take, 256));
        while (row.Read())
        {
            rows.Add(read(row));
        }

        return rows;
    }

    private PagePosition? PositionAhead(Drive drive, PagePosition? after, int count)
    {
        List<Argument> arguments = [.. selection.Arguments, new("@skip", count - 1)];
        var sql = statements.PositionAhead(drive, after, arguments);
        using var row = session.Query(sql, [.. arguments]);
        if (!row.Read())
        {
            return null;
        }

        var id = MediaId.Parse(row.GetString(1));
        return order.Sort == MediaSort.Title ? new(0, row.GetString(0), id) : new(row.GetInt64(0), null, id);
    }
}
