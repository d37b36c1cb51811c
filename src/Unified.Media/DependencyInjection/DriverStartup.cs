using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>When the host starts: checks that the drivers are there, and lets them prepare themselves.</summary>
internal sealed class DriverStartup(IServiceProvider services) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Resolved here and not injected, so that a missing driver fails the start and not the building of the host.
        var store = services.GetRequiredService<IObjectStore>();
        var catalog = services.GetRequiredService<IMediaCatalog>();
        if (store.GetAbility<IPreparable>() is { } preparableStore)
        {
            await preparableStore.PrepareAsync(cancellationToken).ConfigureAwait(false);
        }

        if (catalog.GetAbility<IPreparable>() is { } preparableCatalog)
        {
            await preparableCatalog.PrepareAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
