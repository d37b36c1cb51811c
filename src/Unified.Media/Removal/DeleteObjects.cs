using Microsoft.Extensions.Logging;
using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>
/// The last two steps of every deletion: deletes the object, then completes the deletion in the ledger. Never throws: what fails stays in the
/// ledger, and the janitor tries it again.
/// </summary>
internal sealed class DeleteObjects(IObjectStore store, IMediaCatalog catalog, TimeProvider time, ILogger<DeleteObjects> logger)
{
    /// <summary>How long cleaning up after a failure may take, and a call for a batch.</summary>
    public static readonly TimeSpan Background = TimeSpan.FromSeconds(10);

    private const int MaxBatchSize = 100;

    /// <summary>The maximum number of objects per call; 1 where the store cannot delete in batches.</summary>
    public int BatchSize => Math.Min(MaxBatchSize, BatchDelete?.MaxBatchSize ?? 1);

    private IObjectBatchDelete? BatchDelete => store.GetAbility<IObjectBatchDelete>();

    /// <summary>Deletes objects within one limit for all of them. The caller's token has no say: the deletion has been decided.</summary>
    /// <returns>How many objects were deleted.</returns>
    public async Task<int> DeleteAsync(IReadOnlyList<LedgerObject> objects, TimeSpan within)
    {
        if (within <= TimeSpan.Zero)
        {
            return 0;
        }

        var start = time.GetTimestamp();
        var deleted = 0;
        foreach (var batch in objects.Chunk(BatchSize))
        {
            var errors = await DeleteBatchAsync(batch, TimeLeft()).ConfigureAwait(false);
            deleted += await CompleteAsync(batch, errors, TimeLeft, CancellationToken.None).ConfigureAwait(false);
        }

        return deleted;

        TimeSpan TimeLeft() => within - time.GetElapsedTime(start);
    }

    /// <summary>
    /// Deletes what earlier deletions left. Every call has a limit of its own. A batch of which nothing is gone is deleted object by object:
    /// one object that cannot be deleted must not keep the others for ever.
    /// </summary>
    /// <param name="objects">The objects.</param>
    /// <param name="stoppingToken">Ends the work after the call that is under way.</param>
    /// <returns>How many objects were deleted.</returns>
    public async Task<int> DeleteLeftoversAsync(IReadOnlyList<LedgerObject> objects, CancellationToken stoppingToken)
    {
        var deleted = 0;
        foreach (var batch in objects.Chunk(BatchSize).TakeWhile(_ => !stoppingToken.IsCancellationRequested))
        {
            var errors = await DeleteBatchAsync(batch, Background).ConfigureAwait(false);
            if (batch.Length == 1 || errors.Any(error => error is null))
            {
                deleted += await CompleteAsync(batch, errors, () => Background, stoppingToken).ConfigureAwait(false);
                continue;
            }

            Log.BatchFailed(logger, batch.Length, errors[0]!);
            foreach (var item in batch.TakeWhile(_ => !stoppingToken.IsCancellationRequested))
            {
                deleted += await DeleteAsync([item], Background).ConfigureAwait(false);
            }
        }

        return deleted;
    }

    /// <returns>The error of each object; null where it is gone.</returns>
    private async Task<IReadOnlyList<Exception?>> DeleteBatchAsync(LedgerObject[] batch, TimeSpan within)
    {
        if (batch is [var single])
        {
            var error = await TryAsync(token => store.DeleteAsync(single.Location, token), within).ConfigureAwait(false);
            if (error is MediaProviderException provider)
            {
                (provider.MediaId, provider.Location) = (provider.MediaId ?? single.Id, provider.Location ?? single.Location);
            }

            return [error];
        }

        IReadOnlyList<ObjectDeleteResult> results = [];

        // One call that hangs must not use up the time of many.
        var failure = await TryAsync(
            async token =>
            {
                results = await BatchDelete!.DeleteManyAsync([.. batch.Select(item => item.Location)], token).ConfigureAwait(false);
                if (results.Count != batch.Length)
                {
                    throw new MediaProviderException(
                        $"The object store gave {results.Count} results for {batch.Length} objects.", store.ProviderName);
                }
            },
            within < Background ? within : Background).ConfigureAwait(false);
        return failure is null ? [.. results.Select(result => result.Error)] : [.. batch.Select(_ => failure)];
    }

    /// <returns>How many deletions were completed.</returns>
    private async Task<int> CompleteAsync(
        LedgerObject[] batch, IReadOnlyList<Exception?> errors, Func<TimeSpan> timeLeft, CancellationToken stoppingToken)
    {
        var completed = 0;
        foreach (var (item, error) in batch.Zip(errors).TakeWhile(_ => !stoppingToken.IsCancellationRequested))
        {
            if ((error ?? await TryAsync(token => catalog.CompleteDeletionAsync(item, token), timeLeft()).ConfigureAwait(false)) is { } failure)
            {
                Log.LeftToJanitor(logger, item.Id, item.Attempt, failure);
            }
            else
            {
                completed++;
            }
        }

        return completed;
    }

    private async Task<Exception?> TryAsync(Func<CancellationToken, Task> call, TimeSpan within)
    {
        if (within <= TimeSpan.Zero)
        {
            return new OperationCanceledException("There is no time left.");
        }

        using var limit = new CancellationTokenSource(within, time);
        try
        {
            await call(limit.Token).ConfigureAwait(false);
            return null;
        }
        catch (Exception exception) when (exception is MediaException or OperationCanceledException)
        {
            return exception;
        }
    }
}
