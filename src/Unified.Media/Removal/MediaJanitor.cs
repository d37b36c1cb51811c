using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>
/// Finishes what crashes and outages left unfinished: uploads whose lease has expired, deleted items whose bytes are still there. Runs by
/// itself where a host runs, unless <see cref="JanitorOptions.Enabled"/> is false; can be called too. Several at once, also of several processes, share the work.
/// </summary>
public sealed class MediaJanitor
{
    private const int BatchSize = 100;

    private readonly IMediaCatalog _catalog;
    private readonly DeleteObjects _objects;
    private readonly IOptions<UnifiedMediaOptions> _options;
    private readonly MediaMetrics _metrics;
    private readonly ILogger<MediaJanitor> _logger;

    internal MediaJanitor(
        IMediaCatalog catalog, DeleteObjects objects, IOptions<UnifiedMediaOptions> options, MediaMetrics metrics, ILogger<MediaJanitor> logger)
    {
        _catalog = catalog;
        _objects = objects;
        _options = options;
        _metrics = metrics;
        _logger = logger;
    }

    /// <summary>Does all the work that is due now.</summary>
    /// <param name="cancellationToken">Stops after the object, or the batch of objects, that is being deleted: within 10 seconds.</param>
    /// <exception cref="MediaProviderException">The catalog failed. What was done is done; the rest is due again later.</exception>
    public async Task<JanitorReport> RunAsync(CancellationToken cancellationToken = default)
    {
        using var activity = MediaActivities.Start("janitor");
        var claimed = 0;
        var erased = 0;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var batch = await _catalog.ClaimUnfinishedAsync(BatchSize, cancellationToken).ConfigureAwait(false);
            claimed += batch.Count;
            erased += await _objects.DeleteLeftoversAsync(batch, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            if (batch.Count < BatchSize)
            {
                break;
            }
        }

        var purged = await _catalog.PurgeAsync(_options.Value.TombstoneRetention, cancellationToken).ConfigureAwait(false);
        _metrics.Cleaned(claimed, erased);
        if (claimed + purged > 0)
        {
            Log.JanitorRan(_logger, claimed, erased, purged);
        }

        return new JanitorReport(claimed, erased, purged);
    }
}
