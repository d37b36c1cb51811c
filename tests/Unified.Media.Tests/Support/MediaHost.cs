using Microsoft.Extensions.DependencyInjection;
using Unified.Media.Drivers;

namespace Unified.Media.Tests;

/// <summary>A media store with its services. Disposing deletes its folder.</summary>
internal sealed class MediaHost(ServiceProvider services, string? folder = null) : IAsyncDisposable
{
    public IServiceProvider Services => services;

    public IUnifiedMediaStore Store => services.GetRequiredService<IUnifiedMediaStore>();

    public IObjectStore Objects => services.GetRequiredService<IObjectStore>();

    public IMediaCatalog Catalog => services.GetRequiredService<IMediaCatalog>();

    public string Folder => folder ?? throw new InvalidOperationException("This host has no folder.");

    public static MediaHost InMemory(Action<UnifiedMediaBuilder>? configure = null, Action<IServiceCollection>? services = null) =>
        Create(
            null,
            media =>
            {
                media.UseInMemory();
                configure?.Invoke(media);
            },
            services);

    /// <summary>Creates a store with objects in a new folder and items in memory.</summary>
    public static MediaHost InFolder(Action<UnifiedMediaBuilder>? configure = null, Action<IServiceCollection>? services = null)
    {
        var folder = Directory.CreateTempSubdirectory("unified-media-").FullName;
        return Create(
            folder,
            media =>
            {
                media.UseLocalFolder(folder).UseCatalog("test", provider => new InMemoryMediaCatalog(provider.GetRequiredService<TimeProvider>()));
                configure?.Invoke(media);
            },
            services);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        if (folder is not null)
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static MediaHost Create(string? folder, Action<UnifiedMediaBuilder> configure, Action<IServiceCollection>? configureServices)
    {
        var services = new ServiceCollection();
        configureServices?.Invoke(services);
        services.AddUnifiedMedia(configure);
        return new(services.BuildServiceProvider(), folder);
    }
}
