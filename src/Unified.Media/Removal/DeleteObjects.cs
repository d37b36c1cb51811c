using Microsoft.Extensions.Logging;
using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>
/// The last two steps of every deletion: deletes the object, then completes the deletion in the ledger. Never throws: what fails stays in the
/// ledger, and the janitor tries it again.
/// </summary>
internal sealed class DeleteObjects(IObjectStore store, IMediaCatalog catalog, TimeProvider time, ILogger<DeleteObjects> logger)
{
    /// <summary>How long cleaning up after a failure may take.</summary>
    public static readonly TimeSpan Background = TimeSpan.FromSeconds(10);

    private const int MaxBatchSize = 100;

    /// <summary>The maximum number of objects per call; 1 where the store cannot delete in batches.</summary>
    public int BatchSize => Math.Min(MaxBatchSize, BatchDelete?.MaxBatchSize ?? 1);

    private IObjectBatchDelete? BatchDelete => store.GetAbility<IObjectBatchDelete>();

    /// <returns>How many objects were deleted.</returns>
    public async Task<int> DeleteAsync(IReadOnlyList<LedgerObject> objects, TimeSpan within)
    {
        if (objects.Count == 0 || within <= TimeSpan.Zero)
        {
            return 0;
        }

        // The caller's token has no say: the deletion has been decided.
        using var limit = new CancellationTokenSource(within, time);
        var deleted = 0;
        foreach (var batch in objects.Chunk(BatchSize))
        {
            var errors = batch is [var single]
                ? [await DeleteSingleAsync(single, limit.Token).ConfigureAwait(false)]
                : await DeleteBatchAsync(batch, within).ConfigureAwait(false);
            foreach (var (item, error) in batch.Zip(errors))
            {
                if ((error ?? await CompleteAsync(item, limit.Token).ConfigureAwait(false)) is { } failure)
                {
                    Log.LeftToJanitor(logger, item.Id, item.Attempt, failure);
                }
                else
                {
                    deleted++;
                }
            }
        }

        return deleted;
    }

    private Task<Exception?> DeleteSingleAsync(LedgerObject item, CancellationToken cancellationToken) =>
        TryAsync(() => store.DeleteAsync(item.Location, cancellationToken));

    private async Task<IReadOnlyList<Exception?>> DeleteBatchAsync(LedgerObject[] batch, TimeSpan within)
    {
        // One call that hangs must not use up the time of many.
        using var limit = new CancellationTokenSource(within < Background ? within : Background, time);
        IReadOnlyList<ObjectDeleteResult> results = [];
        var failure = await TryAsync(async () =>
            results = await BatchDelete!.DeleteManyAsync([.. batch.Select(item => item.Location)], limit.Token).ConfigureAwait(false))
            .ConfigureAwait(false);
        return failure is null ? [.. results.Select(result => result.Error)] : [.. batch.Select(_ => failure)];
    }

    private Task<Exception?> CompleteAsync(LedgerObject item, CancellationToken cancellationToken) =>
        TryAsync(() => catalog.CompleteDeletionAsync(item, cancellationToken));

    private static async Task<Exception?> TryAsync(Func<Task> call)
    {
        try
        {
            await call().ConfigureAwait(false);
            return null;
        }
        catch (Exception exception) when (exception is MediaException or OperationCanceledException)
        {
            return exception;
        }
    }
}
