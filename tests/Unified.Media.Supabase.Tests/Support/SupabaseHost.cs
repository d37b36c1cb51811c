using Microsoft.Extensions.DependencyInjection;
using Unified.Media.Drivers;

namespace Unified.Media.Supabase.Tests;

/// <summary>The services of a host with the driver, connected to the server under test.</summary>
public sealed class SupabaseHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public SupabaseHost(Action<SupabaseStorageOptions>? configure = null, Action<IServiceCollection>? services = null)
    {
        var collection = new ServiceCollection();
        collection.AddUnifiedMedia(media =>
        {
            media.UseCatalog("UseInMemory", provider => NewCatalog(provider.GetRequiredService<TimeProvider>()));
            media.UseSupabaseStorage(options =>
            {
                options.StorageUrl = StorageUnderTest.Target.Url;
                options.ServiceRoleKey = StorageUnderTest.Target.ServiceKey;
                options.CreateBuckets = false;
                configure?.Invoke(options);
            });
        });
        services?.Invoke(collection);
        _services = collection.BuildServiceProvider();
    }

    public IServiceProvider Services => _services;

    public IObjectStore Store => _services.GetRequiredService<IObjectStore>();

    public ISupabaseStorageClient Client => _services.GetRequiredService<ISupabaseStorageClient>();

    public IUnifiedMediaStore Media => _services.GetRequiredService<IUnifiedMediaStore>();

    /// <summary>Creates an in-memory catalog without its object store.</summary>
    public static IMediaCatalog NewCatalog(TimeProvider time)
    {
        var services = new ServiceCollection().AddSingleton(time).AddUnifiedMedia(media => media.UseInMemory());
        return services.BuildServiceProvider().GetRequiredService<IMediaCatalog>();
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
