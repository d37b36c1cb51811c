namespace Unified.Media.LegacyMigration;

/// <summary>Finds items whose older row does not exist or belongs to another item.</summary>
internal sealed class FindOrphans(LegacyDatabase database, VerificationRanges ranges)
{
    // A row without a source is not an orphan. Its item is the last item of the range; null after the last range.
    private readonly record struct OrphanRow(Guid? Item, string? Source, string? Row);

    /// <summary>Adds the orphans to the totals. The lease is extended between ranges.</summary>
    public Task FindAsync(
        VerificationTotals totals, Func<CancellationToken, Task>? extendLease, CancellationToken cancellationToken) => ranges.ForEachAsync(
        async (lastId, rows, token) =>
        {
            Guid? lastOfRange = null;
            foreach (var (item, source, row) in await ReadAsync(lastId, rows, token).ConfigureAwait(false))
            {
                if (source is null)
                {
                    lastOfRange = item;
                }
                else
                {
                    totals.AddDifference(new() { Source = source, Id = row!, Kind = "orphan", MediaId = item });
                }
            }

            return lastOfRange;
        },
        extendLease,
        cancellationToken);

    private Task<IReadOnlyList<OrphanRow>> ReadAsync(Guid lastId, int rows, CancellationToken cancellationToken) => database.ReadAsync(
        "select media_id, legacy_source, legacy_id from {{schema}}.legacy_verify_orphans($1, $2)",
        parameters =>
        {
            parameters.AddWithValue(lastId);
            parameters.AddWithValue(rows);
        },
        reader => new OrphanRow(
            reader.IsDBNull(0) ? null : reader.GetGuid(0), reader.IsDBNull(1) ? null : reader.GetString(1),
            reader.IsDBNull(2) ? null : reader.GetString(2)),
        cancellationToken);
}
