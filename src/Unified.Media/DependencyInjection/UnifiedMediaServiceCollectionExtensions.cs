using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Unified.Media;
using Unified.Media.Drivers;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers Unified.Media.</summary>
public static class UnifiedMediaServiceCollectionExtensions
{
    /// <summary>
    /// Registers <see cref="IUnifiedMediaStore"/>, <see cref="MediaJanitor"/> and <see cref="MediaSweeper"/> as singletons. Drivers and
    /// options are
    /// checked when the host starts, and when the store is first resolved.
    /// </summary>
    /// <example><code>services.AddUnifiedMedia(media => media.UseEmbedded("./media"));</code></example>
    /// <exception cref="InvalidOperationException">The services have a Unified.Media already.</exception>
    public static IServiceCollection AddUnifiedMedia(this IServiceCollection services, Action<UnifiedMediaBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        if (services.Any(service => service.ServiceType == typeof(IUnifiedMediaStore)))
        {
            throw new InvalidOperationException("AddUnifiedMedia was called twice. One application has one media store: put all settings into one call.");
        }

        AddStore(services);
        configure(new UnifiedMediaBuilder(services));
        return services;
    }

    private static void AddStore(IServiceCollection services)
    {
        services.AddLogging();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(DriverCheck.ChooseObjectStore);
        services.AddSingleton(DriverCheck.ChooseCatalog);
        services.AddSingleton(DriverCheck.Decorate<IObjectStore>);
        services.AddSingleton(DriverCheck.Decorate<IMediaCatalog>);
        services.AddHostedService<DriverStartup>();

        services.AddSingleton<OperationLog>();
        services.AddSingleton<MediaMetrics>();
        services.AddSingleton(provider => new FetchRemoteContent(
            provider.GetRequiredService<IOptions<UnifiedMediaOptions>>().Value.Remote,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<FetchRemoteContent>>()));
        services.AddSingleton<OpenContent>();
        services.AddSingleton<ReceiveContent>();
        services.AddSingleton<ReserveStorePublish>();
        services.AddSingleton<DeleteObjects>();
        services.AddSingleton<ResolveUrls>();

        services.AddSingleton<StoreMedia>();
        services.AddSingleton<UploadMedia>();
        services.AddSingleton<SaveEnhancedImageUnified>();
        services.AddSingleton<DeleteMediaUnified>();
        services.AddSingleton<GetUserUnifiedMedia>();
        services.AddSingleton<GetMedia>();
        services.AddSingleton<UpdateMedia>();
        services.AddSingleton<OpenMedia>();
        services.AddSingleton<GetMediaLinks>();
        services.AddSingleton<GetMediaFacets>();
        services.AddSingleton<SelectMedia>();

        services.AddSingleton<IMediaJanitor, MediaJanitor>();
        services.AddSingleton<IMediaSweeper, MediaSweeper>();
        services.AddHostedService<JanitorService>();
        services.AddSingleton<IUnifiedMediaStore, UnifiedMediaStore>();
    }
}
