using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Unified.Media.Drivers;
using Unified.Media.Supabase;

namespace Unified.Media.Benchmarks;

/// <summary>A Storage server with a bucket, hosts that use the library, and a bare HTTP client for comparison.</summary>
internal sealed class StorageBenchmark : IAsyncDisposable
{
    /// <summary>The size of read buffers, equal to the block size of request bodies.</summary>
    public const int ReadBytes = 256 * 1024;

    private readonly StorageEndpoint _server;

    private StorageBenchmark(StorageEndpoint server)
    {
        _server = server;
        Bare = new() { BaseAddress = new($"{server.Url.AbsoluteUri.TrimEnd('/')}/"), Timeout = Timeout.InfiniteTimeSpan };
        Bare.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.Key);
    }

    public static MediaUser User { get; } = MediaUser.For("bench");

    public string Bucket { get; } = $"bench-{Guid.CreateVersion7():N}";

    public HttpClient Bare { get; }

    public string ServerName => _server.Name;

    /// <summary>True if the server stores uploads; false if it discards them.</summary>
    public bool Stores => _server.Stores;

    public Uri Url => Bare.BaseAddress!;

    public string Key => _server.Key;

    public static async Task<StorageBenchmark> CreateAsync(StorageEndpoint server, CancellationToken cancellationToken)
    {
        var bench = new StorageBenchmark(server);
        using var created = await bench.Bare.PostAsync(
            "bucket",
            new StringContent($$"""{"id":"{{bench.Bucket}}","name":"{{bench.Bucket}}"}""", MediaTypeHeaderValue.Parse("application/json")),
            cancellationToken);
        created.EnsureSuccessStatusCode();
        return bench;
    }

    /// <summary>Creates the library with an in-memory catalog, because the catalog is not measured.</summary>
    public ServiceProvider CreateHost(
        BenchmarkFolder folder, Action<SupabaseStorageOptions>? configure = null, Action<UnifiedMediaBuilder>? configureMedia = null)
    {
        var services = new ServiceCollection();
        services.AddUnifiedMedia(media =>
        {
            media.UseCatalog("UseInMemory", provider => new InMemoryMediaCatalog(provider.GetRequiredService<TimeProvider>()));
            media.Configure(options => (options.Videos.MaxBytes, options.SpoolFolder) = (8L * 1024 * 1024 * 1024, folder.Path));
            media.UseSupabaseStorage(options =>
            {
                options.StorageUrl = _server.Url;
                options.ServiceRoleKey = _server.Key;
                foreach (var bucket in ObjectLayout.All.Select(layout => layout.Bucket).Distinct())
                {
                    options.BucketMap[bucket] = Bucket;
                }

                configure?.Invoke(options);
            });
            configureMedia?.Invoke(media);
        });
        return services.BuildServiceProvider();
    }

    public string NewPath() => $"object/{Bucket}/{Guid.CreateVersion7():N}";

    /// <summary>Uploads an object with the bare HTTP client.</summary>
    public async Task PutBareAsync(string path, HttpContent content, CancellationToken cancellationToken)
    {
        content.Headers.ContentType = new("video/mp4");
        using var response = await Bare.PostAsync(path, content, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Downloads an object with the bare HTTP client.</summary>
    public async Task GetBareAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await Bare.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await using var content = await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[ReadBytes];
        while (await content.ReadAsync(buffer, cancellationToken) > 0)
        {
        }
    }

    public async Task DeleteBareAsync(string path)
    {
        using var response = await Bare.DeleteAsync(path);
    }

    public async ValueTask DisposeAsync()
    {
        using (await Bare.PostAsync($"bucket/{Bucket}/empty", null))
        using (await Bare.DeleteAsync($"bucket/{Bucket}"))
        {
        }

        Bare.Dispose();
    }
}
