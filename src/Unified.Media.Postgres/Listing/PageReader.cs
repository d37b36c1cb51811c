using Npgsql;
using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>
/// Reads a page. If an index covers all conditions, one statement reads it. Otherwise a short scan of the best index usually fills the page.
/// If it does not, and a condition matches few rows, these rows are fetched and sorted; if none does, the scan continues up to the scan limit.
/// One statement returns the whole page, so that concurrent changes neither lose nor repeat rows.
/// </summary>
internal sealed class PageReader(StatementExecutor executor, CatalogCaller caller, CatalogQuery query)
{
    private readonly OrderSql _order = OrderSql.Of(query.Sort);
    private readonly ItemReader _items = new(caller, query.IncludeMetadata);

    /// <summary>Reads the page of a filter.</summary>
    public async Task<CatalogPage> ReadAsync(KeysetSql sql, CancellationToken cancellationToken)
    {
        var scanLimit = Math.Max(1, query.ScanLimit);
        var path = sql.BestPath;
        if (sql.IsExact(path))
        {
            return await ReadAsync(sql.ExactPage(path), cancellationToken).ConfigureAwait(false);
        }

        // A short scan fills most pages, and costs little if it does not.
        if (scanLimit > ScanBudget.FirstScanRows)
        {
            var rows = await ReadRowsAsync(sql.CappedPage(path, ScanBudget.FirstScanRows), ReadRow, cancellationToken).ConfigureAwait(false);
            if (rows.Count > query.Limit)
            {
                return End(rows);
            }
        }

        if (await FindFewAsync(sql, cancellationToken).ConfigureAwait(false) is { } few)
        {
            return await ReadAsync(sql.SortedPage(few, ScanBudget.MaxSortedRows * 2), cancellationToken).ConfigureAwait(false);
        }

        var numbered = await ReadRowsAsync(sql.NumberedPage(path, scanLimit), ReadNumberedRow, cancellationToken).ConfigureAwait(false);
        return EndNumbered(numbered, scanLimit);
    }

    /// <summary>Reads the page of a statement that returns one more row when there is another page.</summary>
    public async Task<CatalogPage> ReadAsync(Statement page, CancellationToken cancellationToken) =>
        End(await ReadRowsAsync(page, ReadRow, cancellationToken).ConfigureAwait(false));

    private async Task<AccessPath?> FindFewAsync(KeysetSql sql, CancellationToken cancellationToken)
    {
        var paths = sql.SelectivePaths;
        if (paths.Count == 0)
        {
            return null;
        }

        var batch = NewBatch();
        var counts = batch.AddSingle(
            sql.Counts(paths, ScanBudget.MaxSortedRows + 1),
            row => paths.Select((path, column) => (Path: path, Count: row.GetInt64(column))).ToArray());
        await executor.ExecuteAsync(batch, RetrySafety.ReadOnly, cancellationToken).ConfigureAwait(false);
        var least = counts.Value.MinBy(entry => entry.Count);
        return least.Count <= ScanBudget.MaxSortedRows ? least.Path : null;
    }

    private async Task<List<Row>> ReadRowsAsync(Statement page, Func<NpgsqlDataReader, Row> read, CancellationToken cancellationToken)
    {
        var batch = NewBatch();
        var rows = batch.AddList(page, read, capacity: Math.Min(query.Limit + 1, 256));
        await executor.ExecuteAsync(batch, RetrySafety.ReadOnly, cancellationToken).ConfigureAwait(false);
        return rows.Value;
    }

    private StatementBatch NewBatch()
    {
        var batch = new StatementBatch(caller.Role.Source);
        batch.Add(caller.Role.AssumeForRead());
        return batch;
    }

    // The columns of a page: id, key, columns of the item.
    private Row ReadRow(NpgsqlDataReader row) => new(_order.Read(row, idColumn: 0, keyColumn: 1), _items.Read(row, first: 2), Number: 0);

    // The columns of a numbered page: id, key, number, columns of the item.
    private Row ReadNumberedRow(NpgsqlDataReader row) =>
        new(_order.Read(row, idColumn: 0, keyColumn: 1), _items.Read(row, first: 3), Number: row.GetInt64(2));

    private CatalogPage End(List<Row> rows) =>
        new(Items(rows.Take(query.Limit)), rows.Count > query.Limit ? rows[query.Limit - 1].Position : null);

    private CatalogPage EndNumbered(List<Row> rows, int scanLimit)
    {
        List<Row> found = [.. rows.Where(row => row.Item is not null)];
        if (found.Count > query.Limit)
        {
            return End(found);
        }

        return new(Items(found), rows.Count > 0 && rows[^1].Number == scanLimit ? rows[^1].Position : null);
    }

    private static IReadOnlyList<MediaItem> Items(IEnumerable<Row> rows) => [.. rows.Select(row => row.Item).OfType<MediaItem>()];

    // The item is null if a policy of the host hides it, or if the row only tells where the scan stopped.
    private readonly record struct Row(PagePosition Position, MediaItem? Item, long Number);
}
