using Npgsql;
using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>
/// Finds a page. One round trip where an index answers everything, or where a short walk along the best index fills the page, which is what
/// happens for everything that is not rare. If it does not, the next look is for something rare in the query, whose few rows are fetched and
/// sorted; else the walk goes up to the scan limit. Each answer comes from one statement, so rows that come and go meanwhile are neither lost
/// nor seen twice.
/// </summary>
internal sealed class Search(
    StatementExecutor executor, DatabaseRole role, Selection selection, PageStatements statements, Order order, ItemReader items)
{
    private const int FewColumns = 2;
    private const int ThoroughColumns = 3;

    public async Task<CatalogPage> RunAsync(CancellationToken cancellationToken)
    {
        var after = selection.Query.After;
        var take = selection.Query.Limit + 1;
        var scanLimit = Math.Max(1, selection.Query.ScanLimit);
        var drive = (order.IsByTime ? Drive.Of(selection).FirstOrDefault() : null) ?? Drive.Everything(selection);
        if (statements.IsExact(drive))
        {
            var page = await ReadAsync(statements.Page(drive, after, drive.IsBeside || drive.Arms.Count > 1 ? take : null, take), FewColumns, cancellationToken)
                .ConfigureAwait(false);
            return End(page);
        }

        // What is looked at in vain costs a little: pages with a filter of this sort are full as a rule.
        if (scanLimit > ScanBudget.ShortScan)
        {
            var page = await ReadAsync(statements.Page(drive, after, ScanBudget.ShortScan, take), FewColumns, cancellationToken).ConfigureAwait(false);
            if (page.Count == take)
            {
                return End(page);
            }
        }

        if (await FindFewAsync(cancellationToken).ConfigureAwait(false) is { } few)
        {
            var page = await ReadAsync(statements.Sorted(few, after, ScanBudget.FewRows * 2, take), FewColumns, cancellationToken).ConfigureAwait(false);
            return End(page);
        }

        var looked = await ReadAsync(statements.Thorough(drive, after, scanLimit, take), ThoroughColumns, cancellationToken).ConfigureAwait(false);
        return EndThorough(looked, scanLimit);
    }

    private async Task<Drive?> FindFewAsync(CancellationToken cancellationToken)
    {
        Drive[] drives = [.. Drive.Narrow(selection)];
        if (drives.Length == 0)
        {
            return null;
        }

        var batch = new StatementBatch(role.Source);
        batch.Add(role.AssumeForRead());
        var counts = batch.AddSingle(
            statements.Counts(drives, ScanBudget.FewRows + 1), row => Enumerable.Range(0, drives.Length).Select(row.GetInt64).ToArray());
        await executor.ExecuteAsync(batch, RetrySafety.ReadOnly, cancellationToken).ConfigureAwait(false);
        var least = counts.Value.Min();
        return least <= ScanBudget.FewRows ? drives[Array.IndexOf(counts.Value, least)] : null;
    }

    private async Task<List<PlacedItem>> ReadAsync(Statement statement, int columns, CancellationToken cancellationToken)
    {
        var batch = new StatementBatch(role.Source);
        batch.Add(role.AssumeForRead());
        var rows = batch.AddList(statement, row => Read(row, columns), capacity: Math.Min(selection.Query.Limit + 1, 256));
        await executor.ExecuteAsync(batch, RetrySafety.ReadOnly, cancellationToken).ConfigureAwait(false);
        return rows.Value;
    }

    private PlacedItem Read(NpgsqlDataReader reader, int columns) =>
        new(order.Read(reader), items.Read(reader, columns), columns == ThoroughColumns ? reader.GetInt64(FewColumns) : 0);

    private CatalogPage End(List<PlacedItem> rows)
    {
        var limit = selection.Query.Limit;
        return new(Items(rows.Take(limit)), rows.Count > limit ? rows[limit - 1].Position : null);
    }

    private CatalogPage EndThorough(List<PlacedItem> rows, int scanLimit)
    {
        var limit = selection.Query.Limit;
        PlacedItem[] found = [.. rows.Where(row => row.Item is not null)];
        if (found.Length > limit)
        {
            return new(Items(found.Take(limit)), found[limit - 1].Position);
        }

        return new(Items(found), rows.Count > 0 && rows[^1].Number == scanLimit ? rows[^1].Position : null);
    }

    private static IReadOnlyList<MediaItem> Items(IEnumerable<PlacedItem> rows) => [.. rows.Select(row => row.Item).OfType<MediaItem>()];
}
