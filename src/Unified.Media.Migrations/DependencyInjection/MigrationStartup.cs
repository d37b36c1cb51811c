using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Unified.Media.Migrations;

/// <summary>Migrates the schema before any hosted service starts.</summary>
internal sealed class MigrationStartup(IServiceProvider services) : IHostedLifecycleService
{
    // Resolved here and not injected: hosted services are created before options are validated, and the schema needs valid options.
    public Task StartingAsync(CancellationToken cancellationToken) =>
        services.GetRequiredService<UnifiedMediaSchema>().MigrateAsync(null, cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
