using Microsoft.Extensions.DependencyInjection;
using Unified.Media.Drivers;
using Unified.Media.TestDatabase;
using Unified.Media.Testing;

namespace Unified.Media.Postgres.Tests;

/// <summary>PostgreSQL, with logins that are subject to row-level security, and a folder.</summary>
public sealed class PostgresSystem : MediaSystemHarness
{
    private readonly string _folder = Directory.CreateTempSubdirectory("unified-media-system-").FullName;
    private LeasedDatabase? _leased;
    private ServiceProvider? _services;

    public override int MaxSchedules => 100;

    public override async Task<MediaSystem> CreateAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        _leased = await LeasedDatabase.TakeAsync(DatabaseTemplate.Empty, cancellationToken);
        _services = new ServiceCollection()
            .AddSingleton(time)
            .AddUnifiedMedia(media => media.UseLocalFolder(_folder).UsePostgres(_leased.App, options =>
            {
                options.WorkerConnectionString = _leased.Worker;
                options.ServiceConnectionString = _leased.Service;
            }))
            .BuildServiceProvider();
        var system = new MediaSystem
        {
            Objects = _services.GetRequiredService<IObjectStore>(),
            Catalog = _services.GetRequiredService<IMediaCatalog>(),
        };
        await system.Catalog.GetAbility<IPreparable>()!.PrepareAsync(cancellationToken);
        await DeleteLeftOversAsync(system.Catalog, cancellationToken);
        return system;
    }

    public override async ValueTask DisposeAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }

        if (_leased is not null)
        {
            await _leased.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
        await base.DisposeAsync();
    }

    // The database can have unfinished rows of earlier tests, whose objects were in other folders.
    private static async Task DeleteLeftOversAsync(IMediaCatalog catalog, CancellationToken cancellationToken)
    {
        while (await catalog.ClaimUnfinishedAsync(1_000, cancellationToken) is { Count: > 0 } leftOvers)
        {
            foreach (var leftOver in leftOvers)
            {
                await catalog.CompleteDeletionAsync(leftOver, cancellationToken);
            }
        }
    }
}
