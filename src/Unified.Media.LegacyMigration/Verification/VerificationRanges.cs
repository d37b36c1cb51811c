namespace Unified.Media.LegacyMigration;

/// <summary>
/// Divides a table into ranges of ids, so that no statement holds a snapshot for long. The size of a range adapts in the same way as the size of
/// a batch.
/// </summary>
internal sealed class VerificationRanges(LegacyMigrationOptions options, RetryPolicy retry, TimeProvider time)
{
    /// <summary>
    /// Calls <paramref name="readRange"/> for each range, with the last id of the previous range and the number of rows. The function returns the
    /// last id of its range; null after the last range. The lease is extended between ranges.
    /// </summary>
    public async Task ForEachAsync(
        Func<Guid, int, CancellationToken, Task<Guid?>> readRange, Func<CancellationToken, Task>? extendLease,
        CancellationToken cancellationToken)
    {
        var size = new BatchSize(options);
        for (Guid? position = Guid.Empty; position is { } lastId;)
        {
            var started = time.GetTimestamp();
            position = await retry.ExecuteAsync(token => readRange(lastId, size.Rows, token), null, cancellationToken).ConfigureAwait(false);
            size.Record(time.GetElapsedTime(started), size.Rows);
            if (extendLease is not null && position is not null)
            {
                await extendLease(cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
