using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Unified.Media;
using Unified.Media.Drivers;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Extension methods that register the services of Unified.Media.</summary>
public static class UnifiedMediaServiceCollectionExtensions
{
    /// <summary>
    /// Registers <see cref="IUnifiedMediaStore"/>, <see cref="IMediaJanitor"/> and <see cref="IMediaSweeper"/> as singletons, and the hosted services
    /// that prepare the drivers and run the janitor. Drivers and options are validated when the host starts and when the store is first resolved.
    /// </summary>
    /// <param name="services">The service collection of the application.</param>
    /// <param name="configure">Selects one object store and one catalog, and sets options.</param>
    /// <returns>The same service collection.</returns>
    /// <example><code>services.AddUnifiedMedia(media => media.UseEmbedded("./media"));</code></example>
    /// <exception cref="InvalidOperationException">The method was already called for these services.</exception>
    public static IServiceCollection AddUnifiedMedia(this IServiceCollection services, Action<UnifiedMediaBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        if (services.Any(service => service.ServiceType == typeof(IUnifiedMediaStore)))
        {
            throw new InvalidOperationException(
                "AddUnifiedMedia was called twice. An application has one media store: put all settings into one call. "
                + "A test replaces the drivers with ReplaceUnifiedMediaDrivers.");
        }

        AddStore(services);
        var drivers = new DriverServices(new UnifiedMediaBuilder(services));
        services.AddSingleton(drivers);
        drivers.Add(configure);
        return services;
    }

    /// <summary>
    /// Replaces the object store and the catalog of an application in its tests. Removes all services that drivers and other packages registered in
    /// the call of <see cref="AddUnifiedMedia"/>: their options, clients and hosted services, including migrations at start. Keeps the decorators and
    /// the options that <c>Bind</c>, <c>Configure</c> and <c>AllowService</c> set.
    /// </summary>
    /// <param name="services">The service collection of the application, after <see cref="AddUnifiedMedia"/>.</param>
    /// <param name="configure">Selects the new object store and the new catalog, and sets further options.</param>
    /// <returns>The same service collection.</returns>
    /// <example>
    /// <code>
    /// builder.ConfigureTestServices(services => services.ReplaceUnifiedMediaDrivers(media => media.UseInMemory()));
    /// </code>
    /// </example>
    /// <exception cref="InvalidOperationException"><see cref="AddUnifiedMedia"/> was not called.</exception>
    public static IServiceCollection ReplaceUnifiedMediaDrivers(this IServiceCollection services, Action<UnifiedMediaBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        if (services.Select(service => service.IsKeyedService ? null : service.ImplementationInstance).OfType<DriverServices>().FirstOrDefault()
            is not { } drivers)
        {
            throw new InvalidOperationException("ReplaceUnifiedMediaDrivers was called without AddUnifiedMedia. Call AddUnifiedMedia first.");
        }

        drivers.Replace(configure);
        return services;
    }

    private static void AddStore(IServiceCollection services)
    {
        services.AddLogging();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(DriverSelector.SelectObjectStore);
        services.AddSingleton(DriverSelector.SelectCatalog);
        services.AddSingleton(DriverSelector.Decorate<IObjectStore>);
        services.AddSingleton(DriverSelector.Decorate<IMediaCatalog>);
        services.AddHostedService<DriverStartup>();

        services.AddSingleton<MediaUserAccessor>();
        services.AddSingleton<IMediaUserAccessor>(provider => provider.GetRequiredService<MediaUserAccessor>());
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
        services.AddSingleton<ListPage>();

        services.AddSingleton<StoreMedia>();
        services.AddSingleton<UploadMedia>();
        services.AddSingleton<SaveEnhancedImageUnified>();
        services.AddSingleton<DeleteMediaUnified>();
        services.AddSingleton<GetUserUnifiedMedia>();
        services.AddSingleton<GetPublicMedia>();
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
