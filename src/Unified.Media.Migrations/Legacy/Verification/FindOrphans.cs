namespace Unified.Media.Migrations;

/// <summary>Finds items whose older row is not there, or belongs to another item: range after range, as rows are compared.</summary>
internal sealed class FindOrphans(LegacyDatabase database, LegacyMigrationOptions options, Persistence persistence, TimeProvider time)
{
    private readonly record struct Found(Guid? Item, string? Source, string? Row);

    /// <summary>Adds them to the tally; hold is called between ranges.</summary>
    public async Task RunAsync(VerificationTally tally, Func<CancellationToken, Task>? hold, CancellationToken cancellationToken)
    {
        var size = new BatchSize(options);
        for (Guid? position = Guid.Empty; position is { } after;)
        {
            var started = time.GetTimestamp();
            var found = await persistence.TryAsync(token => ReadAsync(after, size.Rows, token), null, cancellationToken).ConfigureAwait(false);
            size.Took(time.GetElapsedTime(started), size.Rows);
            foreach (var (item, source, row) in found)
            {
                if (source is null)
                {
                    position = item;
                }
                else
                {
                    tally.Differ(new(source, row!, "orphan") { MediaId = item });
                }
            }

            if (hold is not null && position is not null)
            {
                await hold(cancellationToken).ConfigureAwait(false);
            }
        }
    }

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
