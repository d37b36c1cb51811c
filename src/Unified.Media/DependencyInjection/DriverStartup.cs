using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>Creates and prepares the drivers when the host starts.</summary>
internal sealed class DriverStartup(IServiceProvider services) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Resolved here instead of injected, so that a missing driver fails the start of the host and not its creation.
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
