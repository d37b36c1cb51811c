namespace Unified.Media.LegacyMigration;

/// <summary>Finds items whose older row is not there, or belongs to another item.</summary>
internal sealed class FindOrphans(LegacyDatabase database, VerificationRanges ranges)
{
    private readonly record struct Found(Guid? Item, string? Source, string? Row);

    /// <summary>Adds them to the tally; hold is called between ranges.</summary>
    public Task RunAsync(VerificationTally tally, Func<CancellationToken, Task>? hold, CancellationToken cancellationToken) => ranges.RunAsync(
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
                    tally.Differ(new(source, row!, "orphan") { MediaId = item });
                }
            }

            return next;
        },
        hold,
        cancellationToken);

    private Task<IReadOnlyList<Found>> ReadAsync(Guid after, int rows, CancellationToken cancellationToken) => database.ReadAsync(
        "select media_id, legacy_source, legacy_id from {{schema}}.legacy_verify_orphans($1, $2)",
        bind =>
        {
            bind.AddWithValue(after);
            bind.AddWithValue(rows);
        },
        reader => new Found(
            reader.IsDBNull(0) ? null : reader.GetGuid(0), reader.IsDBNull(1) ? null : reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2)),
        cancellationToken);
}
