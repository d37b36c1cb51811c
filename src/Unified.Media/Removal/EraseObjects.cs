using Microsoft.Extensions.Logging;
using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>
/// The last two steps of every deletion: the object goes, then the ledger forgets it. Never throws: what fails stays in the ledger and is
/// tried again by the janitor.
/// </summary>
internal sealed class EraseObjects(IObjectStore store, IMediaCatalog catalog, TimeProvider time, ILogger<EraseObjects> logger)
{
    /// <summary>How long cleaning up after a failure may take.</summary>
    public static readonly TimeSpan Background = TimeSpan.FromSeconds(10);

    /// <returns>How many were erased.</returns>
    public async Task<int> RunAsync(IReadOnlyList<LedgerObject> objects, TimeSpan within)
    {
        if (objects.Count == 0 || within <= TimeSpan.Zero)
        {
            return 0;
        }

        // The caller's token has no say: the deletion has been decided.
        using var limit = new CancellationTokenSource(within, time);
        var erased = 0;
        foreach (var item in objects)
        {
            try
            {
                await store.DeleteAsync(item.Location, limit.Token).ConfigureAwait(false);
                await catalog.ForgetAsync(item, limit.Token).ConfigureAwait(false);
                erased++;
            }
            catch (Exception exception) when (exception is MediaException or OperationCanceledException)
            {
                Log.LeftToJanitor(logger, item.Id, item.Attempt, exception);
            }
        }

        return erased;
    }
}
