namespace Unified.Media.LegacyMigration;

/// <summary>
/// Goes through a table in ranges of its ids, each as long as a batch may take, so that no statement holds a snapshot for long.
/// </summary>
internal sealed class VerificationRanges(LegacyMigrationOptions options, RetryPolicy retry, TimeProvider time)
{
    /// <summary>
    /// Calls for range after range: after which id, and how many rows. The answer is where the next one begins; null where nothing is left.
    /// Hold is called between ranges.
    /// </summary>
    public async Task RunAsync(
        Func<Guid, int, CancellationToken, Task<Guid?>> range, Func<CancellationToken, Task>? hold, CancellationToken cancellationToken)
    {
        var size = new BatchSize(options);
        for (Guid? position = Guid.Empty; position is { } after;)
        {
            var started = time.GetTimestamp();
            position = await retry.ExecuteAsync(token => range(after, size.Rows, token), null, cancellationToken).ConfigureAwait(false);
            size.Record(time.GetElapsedTime(started), size.Rows);
            if (hold is not null && position is not null)
            {
                await hold(cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
