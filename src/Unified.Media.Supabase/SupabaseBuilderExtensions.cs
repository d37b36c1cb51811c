using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Unified.Media;
using Unified.Media.Supabase;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses the Supabase Storage object store.</summary>
public static class SupabaseBuilderExtensions
{
    /// <summary>
    /// Keeps objects on Supabase Storage, hosted or self-hosted. Address and key come from <paramref name="configure"/>, from the section
    /// <c>Supabase</c> of the configuration that the host binds, from the section <c>Supabase</c> at the root of the host's configuration, or from
    /// <c>SUPABASE_URL</c> and <c>SUPABASE_SERVICE_ROLE_KEY</c> or <c>SUPABASE_SECRET_KEY</c>; the first of them wins. Missing buckets are made
    /// when the host starts. <see cref="SupabaseStorageClient"/> is registered too.
    /// </summary>
    public static UnifiedMediaBuilder UseSupabaseStorage(this UnifiedMediaBuilder builder, Action<SupabaseStorageOptions>? configure = null)
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

        AddHttpClient(services);
        services.TryAddSingleton(CreateSessions);
        AddApi(services);
        AddOperations(services);
        services.TryAddSingleton(CreateClient);
        return builder.UseObjectStore(
            nameof(UseSupabaseStorage), provider => ActivatorUtilities.CreateInstance<SupabaseObjectStore>(provider));
    }

    private static void AddApi(IServiceCollection services)
    {
        services.TryAddSingleton(provider => new StorageAddress(Options(provider)));
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
        services.TryAddSingleton<ObjectReads>();
        services.TryAddSingleton<ResumableUploads>();
        services.TryAddSingleton<ObjectUploads>();
        services.TryAddSingleton<StreamUploads>();
        services.TryAddSingleton<ObjectDeletion>();
        services.TryAddSingleton<ObjectSigning>();
    }

    private static SupabaseStorageClient CreateClient(IServiceProvider provider) => new(
        provider.GetRequiredService<BucketCache>(),
        provider.GetRequiredService<BucketMapping>(),
        bucket => new(
            bucket,
            provider.GetRequiredService<ObjectApi>(),
            provider.GetRequiredService<ObjectReads>(),
            provider.GetRequiredService<StreamUploads>(),
            provider.GetRequiredService<ObjectDeletion>(),
            provider.GetRequiredService<ObjectSigning>(),
            provider.GetRequiredService<SignedUrlCache>()));

    // What a host adds to all of its clients - repeats, limits, logs of addresses - would end long uploads and write down their tokens.
    private static void AddHttpClient(IServiceCollection services) => services
        .AddHttpClient(StorageTransport.ClientName)
        .ConfigureHttpClient(client => client.Timeout = Timeout.InfiniteTimeSpan)
        .ConfigurePrimaryHttpMessageHandler(provider => CreateHandler(Options(provider)))
        .ConfigureAdditionalHttpMessageHandlers((handlers, _) => handlers.Clear())
        .RemoveAllLoggers()
        .SetHandlerLifetime(Timeout.InfiniteTimeSpan);

    private static SocketsHttpHandler CreateHandler(SupabaseStorageOptions options) => new()
    {
        // A redirect would take a token elsewhere, a cookie one user's session to another's request.
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        MaxConnectionsPerServer = options.MaxConnections,

        // Storage closes idle connections after 61 seconds, and names change.
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(45),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };

    private static IUploadSessionStore CreateSessions(IServiceProvider provider) =>
        Options(provider).UploadSessionFolder is { } folder
            ? new FileUploadSessionStore(folder, provider.GetRequiredService<TimeProvider>())
            : new InMemoryUploadSessionStore();

    private static SupabaseStorageOptions Options(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<SupabaseStorageOptions>>().Value;
}
