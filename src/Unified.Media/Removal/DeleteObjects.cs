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
        foreach (var item in objects)
        {
            try
            {
                await store.DeleteAsync(item.Location, limit.Token).ConfigureAwait(false);
                await catalog.CompleteDeletionAsync(item, limit.Token).ConfigureAwait(false);
                deleted++;
            }
            catch (Exception exception) when (exception is MediaException or OperationCanceledException)
            {
                Log.LeftToJanitor(logger, item.Id, item.Attempt, exception);
            }
        }

        return deleted;
    }
}
