namespace Unified.Media.LegacyMigration;

/// <summary>
/// Reads a table in ranges of its ids, sized like batches, so that no statement holds a snapshot for long.
/// </summary>
internal sealed class VerificationRanges(LegacyMigrationOptions options, RetryPolicy retry, TimeProvider time)
{
    /// <summary>
    /// Calls <paramref name="readRange"/> for each range, with the id after which it starts and its number of rows. The function returns the
    /// start of the next range, or null after the last one. The lease is extended between ranges.
    /// </summary>
    public async Task ForEachAsync(
        Func<Guid, int, CancellationToken, Task<Guid?>> readRange, Func<CancellationToken, Task>? extendLease,
        CancellationToken cancellationToken)
    {
        var size = new BatchSize(options);
        for (Guid? position = Guid.Empty; position is { } after;)
        {
            var started = time.GetTimestamp();
            position = await retry.ExecuteAsync(token => readRange(after, size.Rows, token), null, cancellationToken).ConfigureAwait(false);
            size.Record(time.GetElapsedTime(started), size.Rows);
            if (extendLease is not null && position is not null)
            {
                await extendLease(cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
