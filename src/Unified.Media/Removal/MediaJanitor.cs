using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Unified.Media.Drivers;

namespace Unified.Media;

/// <inheritdoc cref="IMediaJanitor"/>
internal sealed class MediaJanitor(
    IMediaCatalog catalog, DeleteObjects objects, IOptions<UnifiedMediaOptions> options, MediaMetrics metrics, ILogger<MediaJanitor> logger)
    : IMediaJanitor
{
    private const int BatchSize = 100;

    public async Task<JanitorReport> RunAsync(CancellationToken cancellationToken = default)
    {
        using var activity = MediaActivities.Start("janitor");
        var claimed = 0;
        var deleted = 0;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var batch = await catalog.ClaimUnfinishedAsync(BatchSize, cancellationToken).ConfigureAwait(false);
            claimed += batch.Count;
            deleted += await objects.DeleteClaimedAsync(batch, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            if (batch.Count < BatchSize)
            {
                break;
            }
        }

        var purged = await catalog.PurgeAsync(options.Value.TombstoneRetention, cancellationToken).ConfigureAwait(false);
        metrics.RecordCleanup(claimed, deleted);
        if (claimed + purged > 0)
        {
            Log.JanitorRan(logger, claimed, deleted, purged);
        }

        return new() { Claimed = claimed, Deleted = deleted, Purged = purged };
    }
}
