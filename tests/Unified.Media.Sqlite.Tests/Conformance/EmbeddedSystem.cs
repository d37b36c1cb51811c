using Microsoft.Extensions.DependencyInjection;
using Unified.Media.Drivers;
using Unified.Media.Testing;

namespace Unified.Media.Sqlite.Tests;

/// <summary>The embedded drivers: SQLite and a folder on a real disk.</summary>
public sealed class EmbeddedSystem : MediaSystemHarness
{
    private readonly string _folder = Directory.CreateTempSubdirectory("unified-media-system-").FullName;
    private ServiceProvider? _services;

    public override int MaxSchedules => 300;

    public override async Task<MediaSystem> CreateAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        _services = new ServiceCollection().AddSingleton(time).AddUnifiedMedia(media => media.UseEmbedded(_folder)).BuildServiceProvider();
        var system = new MediaSystem
        {
            Objects = _services.GetRequiredService<IObjectStore>(),
            Catalog = _services.GetRequiredService<IMediaCatalog>(),
        };
        await system.Catalog.GetAbility<IPreparable>()!.PrepareAsync(cancellationToken);
        return system;
    }

    public override async ValueTask DisposeAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
        await base.DisposeAsync();
    }
}
