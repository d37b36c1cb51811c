namespace Unified.Media.LegacyMigration;

/// <summary>Finds items whose older row does not exist or belongs to another item.</summary>
internal sealed class FindOrphans(LegacyDatabase database, VerificationRanges ranges)
{
    private readonly record struct Orphan(Guid? Item, string? Source, string? Row);

    /// <summary>Adds the orphans to the tally. The lease is extended between ranges.</summary>
    public Task FindAsync(
        VerificationTally tally, Func<CancellationToken, Task>? extendLease, CancellationToken cancellationToken) => ranges.ForEachAsync(
        async (after, rows, token) =>
        {
            Guid? next = null;
            foreach (var (item, source, row) in await ReadAsync(after, rows, token).ConfigureAwait(false))
            {
                if (source is null)
                {
                    next = item;
                }
                else
                {
                    tally.AddDifference(new() { Source = source, Id = row!, Kind = "orphan", MediaId = item });
                }
            }

            return next;
        },
        extendLease,
        cancellationToken);

    private Task<IReadOnlyList<Orphan>> ReadAsync(Guid after, int rows, CancellationToken cancellationToken) => database.ReadAsync(
        "select media_id, legacy_source, legacy_id from {{schema}}.legacy_verify_orphans($1, $2)",
        bind =>
        {
            bind.AddWithValue(after);
            bind.AddWithValue(rows);
        },
        reader => new Orphan(
            reader.IsDBNull(0) ? null : reader.GetGuid(0), reader.IsDBNull(1) ? null : reader.GetString(1),
            reader.IsDBNull(2) ? null : reader.GetString(2)),
        cancellationToken);
}
