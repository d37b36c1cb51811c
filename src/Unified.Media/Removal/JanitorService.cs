using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Unified.Media;

/// <summary>Calls the janitor at intervals while the host runs.</summary>
internal sealed class JanitorService(
    IServiceProvider services, IOptions<UnifiedMediaOptions> options, TimeProvider time, ILogger<JanitorService> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Janitor.Enabled)
        {
            return;
        }

        // Resolved here and not injected: hosted services are created before options are validated, and the drivers need valid options.
        var janitor = services.GetRequiredService<MediaJanitor>();
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
            // The host stops; the work that is left is due again for the next process.
        }
    }

    private async Task RunOnceAsync(MediaJanitor janitor, CancellationToken stoppingToken)
    {
        try
        {
            await janitor.RunAsync(stoppingToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            // Whatever a driver throws, also against its contract: the work is due again, and the host goes on.
            Log.JanitorFailed(logger, exception);
        }
    }
}
