using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Unified.Media;

/// <summary>Runs the janitor periodically while the host runs.</summary>
internal sealed class JanitorService(
    IServiceProvider services, IOptions<UnifiedMediaOptions> options, TimeProvider time, ILogger<JanitorService> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Janitor.Enabled)
        {
            return;
        }

        // Resolved here instead of injected: the host creates its services before it validates options, and drivers need valid options.
        var janitor = services.GetRequiredService<IMediaJanitor>();
        using var timer = new PeriodicTimer(options.Value.Janitor.Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            {
                await RunOnceAsync(janitor, stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is stopping. Another process, or the next start of this one, does the remaining work.
        }
    }

    private async Task RunOnceAsync(IMediaJanitor janitor, CancellationToken stoppingToken)
    {
        try
        {
            await janitor.RunAsync(stoppingToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            // An exception of any type must not stop the host. The next run retries the work.
            Log.JanitorFailed(logger, exception);
        }
    }
}
