using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Unified.Media;
using Unified.Media.Supabase;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers Supabase Storage as the object store.</summary>
public static class SupabaseBuilderExtensions
{
    /// <summary>
    /// Stores objects in Supabase Storage, hosted or self-hosted, and registers <see cref="ISupabaseStorageClient"/>. Creates missing buckets when
    /// the host starts. The address and the key are read from the first of these sources that has them: <paramref name="configure"/>; the section
    /// <c>Supabase</c> of the configuration that was passed to <c>Bind</c>; the section <c>Supabase</c> at the root of the host's configuration;
    /// the settings <c>SUPABASE_URL</c>, and <c>SUPABASE_SECRET_KEY</c> or <c>SUPABASE_SERVICE_ROLE_KEY</c>.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets options in code; null to use the configuration only.</param>
    /// <param name="configureHttpClient">
    /// Configures the HTTP client, for example with a message handler or another primary handler; null for the default. Handlers that the host
    /// configures for all HTTP clients do not apply to this one: retries and timeouts would break long uploads, and logs would reveal signed URLs.
    /// </param>
    /// <returns>The builder.</returns>
    public static UnifiedMediaBuilder UseSupabaseStorage(
        this UnifiedMediaBuilder builder, Action<SupabaseStorageOptions>? configure = null,
        Action<IHttpClientBuilder>? configureHttpClient = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.AddSingleton<IConfigureOptions<SupabaseStorageOptions>>(
            provider => new SupabaseStorageConfiguration(provider.GetService<IConfiguration>()));
        var options = builder.AddOptions<SupabaseStorageOptions>(
            SupabaseStorageConfiguration.Section, SupabaseStorageConfiguration.Bind, SupabaseStorageOptionsValidator.FindFailures);
        if (configure is not null)
        {
            options.Configure(configure);
        }

        AddHttpClient(services, configureHttpClient);
        services.TryAddSingleton(CreateSessionStore);
        AddApi(services);
        AddOperations(services);
        services.TryAddSingleton<ISupabaseStorageClient>(CreateClient);
        return builder.UseObjectStore(
            nameof(UseSupabaseStorage), provider => ActivatorUtilities.CreateInstance<SupabaseObjectStore>(provider));
    }

    private static void AddApi(IServiceCollection services)
    {
        services.TryAddSingleton(provider => new StorageEndpoint(Options(provider)));
        services.TryAddSingleton<StorageCredentials>();
        services.TryAddSingleton<StorageTransport>();
        services.TryAddSingleton<ObjectApi>();
        services.TryAddSingleton<BucketApi>();
        services.TryAddSingleton<SigningApi>();
        services.TryAddSingleton<ResumableUploadApi>();
    }

    private static void AddOperations(IServiceCollection services)
    {
        services.TryAddSingleton<SignedUrlCache>();
        services.TryAddSingleton<BucketCache>();
        services.TryAddSingleton(provider => new BucketMapping(Options(provider).BucketMap));
        services.TryAddSingleton<PublicBucketGuard>();
        services.TryAddSingleton<ObjectReader>();
        services.TryAddSingleton<ResumableUploader>();
        services.TryAddSingleton<ObjectUploader>();
        services.TryAddSingleton<StreamUploader>();
        services.TryAddSingleton<ObjectDeleter>();
        services.TryAddSingleton<UrlSigner>();
    }

    private static SupabaseStorageClient CreateClient(IServiceProvider provider) => new(
        provider.GetRequiredService<BucketCache>(),
        provider.GetRequiredService<BucketMapping>(),
        (bucket, user) => new SupabaseBucket(
            bucket,
            user,
            provider.GetRequiredService<ObjectApi>(),
            provider.GetRequiredService<ObjectReader>(),
            provider.GetRequiredService<StreamUploader>(),
            provider.GetRequiredService<ObjectDeleter>(),
            provider.GetRequiredService<UrlSigner>(),
            provider.GetRequiredService<SignedUrlCache>()));

    private static void AddHttpClient(IServiceCollection services, Action<IHttpClientBuilder>? configure)
    {
        var client = services
            .AddHttpClient(StorageTransport.ClientName)
            .ConfigureHttpClient(client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(provider => CreateHandler(Options(provider)))
            .ConfigureAdditionalHttpMessageHandlers((handlers, _) => handlers.Clear())
            .RemoveAllLoggers()
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        configure?.Invoke(client);
    }

    private static SocketsHttpHandler CreateHandler(SupabaseStorageOptions options) => new()
    {
        // A redirect could send an access token to another host. A cookie could be sent with the requests of another user.
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        MaxConnectionsPerServer = options.MaxConnections,

        // Storage closes idle connections after 61 seconds. The limited lifetime lets DNS changes take effect.
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(45),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };

    private static IUploadSessionStore CreateSessionStore(IServiceProvider provider) =>
        Options(provider).UploadSessionFolder is { } folder
            ? new FileUploadSessionStore(folder, provider.GetRequiredService<TimeProvider>())
            : new InMemoryUploadSessionStore();

    private static SupabaseStorageOptions Options(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<SupabaseStorageOptions>>().Value;
}
