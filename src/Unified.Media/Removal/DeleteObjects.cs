using Microsoft.Extensions.Logging;
using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>
/// The last two steps of every deletion: deleting the object, and completing the deletion in the ledger. Errors of drivers are logged, not thrown:
/// the ledger row remains, so the janitor retries the deletion.
/// </summary>
internal sealed class DeleteObjects(IObjectStore store, IMediaCatalog catalog, TimeProvider time, ILogger<DeleteObjects> logger)
{
    /// <summary>The timeout of a cleanup after a failure, and of one call that deletes a batch.</summary>
    public static readonly TimeSpan CleanupTimeout = TimeSpan.FromSeconds(10);

    private const int MaxBatchSize = 100;

    /// <summary>The maximum number of objects per call; 1 if the object store cannot delete in batches.</summary>
    public int BatchSize => Math.Min(MaxBatchSize, BatchDelete?.MaxBatchSize ?? 1);

    private IObjectBatchDelete? BatchDelete => store.GetAbility<IObjectBatchDelete>();

    /// <summary>Deletes objects. Cannot be cancelled, because users can no longer see the items.</summary>
    /// <param name="objects">The objects.</param>
    /// <param name="timeout">The timeout for all objects together.</param>
    /// <returns>The number of deleted objects.</returns>
    public async Task<int> DeleteAsync(IReadOnlyList<LedgerObject> objects, TimeSpan timeout)
    {
        if (timeout <= TimeSpan.Zero)
        {
            return 0;
        }

        var start = time.GetTimestamp();
        var deletedCount = 0;
        foreach (var batch in objects.Chunk(BatchSize))
        {
            var errors = await DeleteBatchAsync(batch, GetRemainingTime()).ConfigureAwait(false);
            deletedCount += await CompleteAsync(batch, errors, GetRemainingTime, CancellationToken.None).ConfigureAwait(false);
        }

        return deletedCount;

        TimeSpan GetRemainingTime() => timeout - time.GetElapsedTime(start);
    }

    /// <summary>
    /// Deletes the objects of interrupted uploads and deletions. Every call has its own timeout. If no object of a batch was deleted, deletes the
    /// objects one by one, so that an object that cannot be deleted does not block the others.
    /// </summary>
    /// <param name="objects">The objects.</param>
    /// <param name="stoppingToken">Stops after the call that is in progress.</param>
    /// <returns>The number of deleted objects.</returns>
    public async Task<int> DeleteClaimedAsync(IReadOnlyList<LedgerObject> objects, CancellationToken stoppingToken)
    {
        var deletedCount = 0;
        foreach (var batch in objects.Chunk(BatchSize).TakeWhile(_ => !stoppingToken.IsCancellationRequested))
        {
            var errors = await DeleteBatchAsync(batch, CleanupTimeout).ConfigureAwait(false);
            if (batch.Length == 1 || errors.Any(error => error is null))
            {
                deletedCount += await CompleteAsync(batch, errors, () => CleanupTimeout, stoppingToken).ConfigureAwait(false);
                continue;
            }

            Log.BatchFailed(logger, batch.Length, errors[0]!);
            foreach (var ledgerObject in batch.TakeWhile(_ => !stoppingToken.IsCancellationRequested))
            {
                deletedCount += await DeleteAsync([ledgerObject], CleanupTimeout).ConfigureAwait(false);
            }
        }

        return deletedCount;
    }

    /// <returns>The error of each object; null for a deleted object.</returns>
    private async Task<IReadOnlyList<Exception?>> DeleteBatchAsync(LedgerObject[] batch, TimeSpan timeout)
    {
        if (batch is [var singleObject])
        {
            var error = await TryAsync(token => store.DeleteAsync(singleObject.Location, token), timeout).ConfigureAwait(false);
            if (error is MediaProviderException provider)
            {
                (provider.MediaId, provider.Location) = (provider.MediaId ?? singleObject.Id, provider.Location ?? singleObject.Location);
            }

            return [error];
        }

        IReadOnlyList<ObjectDeleteResult> results = [];

        // A call that hangs must not consume the timeout of the other batches.
        var failure = await TryAsync(
            async token =>
            {
                results = await BatchDelete!.DeleteManyAsync([.. batch.Select(ledgerObject => ledgerObject.Location)], token).ConfigureAwait(false);
                if (results.Count != batch.Length)
                {
                    throw new MediaProviderException(
                        $"The object store returned {results.Count} results for {batch.Length} objects.", store.ProviderName);
                }
            },
            timeout < CleanupTimeout ? timeout : CleanupTimeout).ConfigureAwait(false);
        return failure is null ? [.. results.Select(result => result.Error)] : [.. batch.Select(_ => failure)];
    }

    /// <returns>The number of completed deletions.</returns>
    private async Task<int> CompleteAsync(
        LedgerObject[] batch, IReadOnlyList<Exception?> errors, Func<TimeSpan> getRemainingTime, CancellationToken stoppingToken)
    {
        var completedCount = 0;
        foreach (var (ledgerObject, error) in batch.Zip(errors).TakeWhile(_ => !stoppingToken.IsCancellationRequested))
        {
            var failure = error
                ?? await TryAsync(token => catalog.CompleteDeletionAsync(ledgerObject, token), getRemainingTime()).ConfigureAwait(false);
            if (failure is not null)
            {
                Log.LeftToJanitor(logger, ledgerObject.Id, ledgerObject.Attempt, failure);
            }
            else
            {
                completedCount++;
            }
        }

        return completedCount;
    }

    private async Task<Exception?> TryAsync(Func<CancellationToken, Task> call, TimeSpan timeout)
    {
        if (timeout <= TimeSpan.Zero)
        {
            return new OperationCanceledException("The timeout has expired.");
        }

        using var source = new CancellationTokenSource(timeout, time);
        try
        {
            await call(source.Token).ConfigureAwait(false);
            return null;
        }
        catch (Exception exception) when (exception is MediaException or OperationCanceledException)
        {
            return exception;
        }
    }
}
