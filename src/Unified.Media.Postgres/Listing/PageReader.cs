using Npgsql;
using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>
/// Reads a page of a list. If an index covers all conditions, one statement reads the page. Otherwise a short scan of the best index usually finds
/// enough items. If it does not, and one condition matches few rows, these rows are fetched and sorted. If every condition matches many rows, a scan
/// up to the scan limit follows. One statement returns the whole page, so concurrent changes neither lose nor repeat rows.
/// </summary>
internal sealed class PageReader(StatementExecutor executor, CatalogCaller caller, CatalogQuery query)
{
    private readonly OrderSql _order = OrderSql.FromSort(query.Sort);
    private readonly ItemReader _itemReader = new(caller, query.IncludeMetadata);

    /// <summary>Reads a page with the statements of a list.</summary>
    public async Task<CatalogPage> ReadAsync(KeysetSql sql, CancellationToken cancellationToken)
    {
        var scanLimit = Math.Max(1, query.ScanLimit);
        var path = sql.BestPath;
        if (sql.IsExact(path))
        {
            return await ReadAsync(sql.ExactPage(path), cancellationToken).ConfigureAwait(false);
        }

        // A short scan finds enough items for most pages, and costs little otherwise.
        if (scanLimit > ScanBudget.FirstScanRows)
        {
            var rows = await ReadRowsAsync(sql.CappedPage(path, ScanBudget.FirstScanRows), ReadRow, cancellationToken).ConfigureAwait(false);
            if (rows.Count > query.Limit)
            {
                return CreatePage(rows);
            }
        }

        if (await FindSelectivePathAsync(sql, cancellationToken).ConfigureAwait(false) is { } selectivePath)
        {
            return await ReadAsync(sql.SortedPage(selectivePath, ScanBudget.MaxSortedRows * 2), cancellationToken).ConfigureAwait(false);
        }

        var scannedRows = await ReadRowsAsync(sql.NumberedPage(path, scanLimit), ReadNumberedRow, cancellationToken).ConfigureAwait(false);
        return CreateNumberedPage(scannedRows, scanLimit);
    }

    /// <summary>Reads a page with a statement that returns one row more than the page if the list continues.</summary>
    public async Task<CatalogPage> ReadAsync(Statement page, CancellationToken cancellationToken) =>
        CreatePage(await ReadRowsAsync(page, ReadRow, cancellationToken).ConfigureAwait(false));

    private async Task<AccessPath?> FindSelectivePathAsync(KeysetSql sql, CancellationToken cancellationToken)
    {
        var paths = sql.SelectivePaths;
        if (paths.Count == 0)
        {
            return null;
        }

        var batch = CreateBatch();
        var counts = batch.AddSingle(
            sql.Counts(paths, ScanBudget.MaxSortedRows + 1),
            row => paths.Select((path, column) => (Path: path, Count: row.GetInt64(column))).ToArray());
        await executor.ExecuteAsync(batch, RetrySafety.ReadOnly, cancellationToken).ConfigureAwait(false);
        var smallest = counts.Value.MinBy(entry => entry.Count);
        return smallest.Count <= ScanBudget.MaxSortedRows ? smallest.Path : null;
    }

    private async Task<List<Row>> ReadRowsAsync(Statement page, Func<NpgsqlDataReader, Row> read, CancellationToken cancellationToken)
    {
        var batch = CreateBatch();
        var rows = batch.AddList(page, read, capacity: Math.Min(query.Limit + 1, 256));
        await executor.ExecuteAsync(batch, RetrySafety.ReadOnly, cancellationToken).ConfigureAwait(false);
        return rows.Value;
    }

    private StatementBatch CreateBatch()
    {
        var batch = new StatementBatch(caller.DatabaseRole.DataSource);
        batch.Add(caller.DatabaseRole.SetRoleForRead());
        return batch;
    }

    // The columns of a page: id, key, columns of the item.
    private Row ReadRow(NpgsqlDataReader row) => new(_order.Read(row, idColumn: 0, keyColumn: 1), _itemReader.Read(row, firstColumn: 2), Number: 0);

    // The columns of a numbered page: id, key, number, columns of the item.
    private Row ReadNumberedRow(NpgsqlDataReader row) =>
        new(_order.Read(row, idColumn: 0, keyColumn: 1), _itemReader.Read(row, firstColumn: 3), Number: row.GetInt64(2));

    private CatalogPage CreatePage(List<Row> rows) =>
        new(Items(rows.Take(query.Limit)), rows.Count > query.Limit ? rows[query.Limit - 1].Position : null);

    private CatalogPage CreateNumberedPage(List<Row> rows, int scanLimit)
    {
        List<Row> matches = [.. rows.Where(row => row.Item is not null)];
        if (matches.Count > query.Limit)
        {
            return CreatePage(matches);
        }

        return new(Items(matches), rows.Count > 0 && rows[^1].Number == scanLimit ? rows[^1].Position : null);
    }

    private static IReadOnlyList<MediaItem> Items(IEnumerable<Row> rows) => [.. rows.Select(row => row.Item).OfType<MediaItem>()];

    // The item is null if a policy of the application hides it, or if the row only contains the position at which the scan stopped. The number is the
    // position among the scanned rows, from 1; 0 if the statement does not number them.
    private readonly record struct Row(PagePosition Position, MediaItem? Item, long Number);
}
