using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Unified.Media.Drivers;
using Unified.Media.Supabase;

namespace Unified.Media.Benchmarks;

/// <summary>The server, a bucket in it, hosts that use the library over it, and a bare client beside them.</summary>
internal sealed class StorageBench : IAsyncDisposable
{
    /// <summary>How much is read at once: what bodies are sent in.</summary>
    public const int ReadBytes = 256 * 1024;

    private readonly StorageEndpoint _server;

    private StorageBench(StorageEndpoint server)
    {
        _server = server;
        Bare = new() { BaseAddress = new($"{server.Url.AbsoluteUri.TrimEnd('/')}/"), Timeout = Timeout.InfiniteTimeSpan };
        Bare.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.Key);
    }

    public static MediaUser User { get; } = MediaUser.For("bench");

    public string Bucket { get; } = $"bench-{Guid.CreateVersion7():N}";

    public HttpClient Bare { get; }

    public string ServerName => _server.Name;

    public bool Stores => _server.Stores;

    public Uri Url => Bare.BaseAddress!;

    public string Key => _server.Key;

    public static async Task<StorageBench> CreateAsync(StorageEndpoint server, CancellationToken cancellationToken)
    {
        var bench = new StorageBench(server);
        using var made = await bench.Bare.PostAsync(
            "bucket",
            new StringContent($$"""{"id":"{{bench.Bucket}}","name":"{{bench.Bucket}}"}""", MediaTypeHeaderValue.Parse("application/json")),
            cancellationToken);
        made.EnsureSuccessStatusCode();
        return bench;
    }

    /// <summary>The library as a host gets it, with facts in memory: the catalog is not what is measured.</summary>
    public ServiceProvider Host(
        BenchmarkFolder folder, Action<SupabaseStorageOptions>? configure = null, Action<UnifiedMediaBuilder>? more = null)
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
            more?.Invoke(media);
        });
        return services.BuildServiceProvider();
    }

    public string NewPath() => $"object/{Bucket}/{Guid.CreateVersion7():N}";

    /// <summary>Puts a stream the shortest way there is.</summary>
    public async Task PutBareAsync(string path, HttpContent content, CancellationToken cancellationToken)
    {
        content.Headers.ContentType = new("video/mp4");
        using var answer = await Bare.PostAsync(path, content, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Reads an object to its end the shortest way there is.</summary>
    public async Task GetBareAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await Bare.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await using var content = await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[ReadBytes];
        while (await content.ReadAsync(buffer, cancellationToken) > 0)
        {
        }
    }

    public async Task DeleteBareAsync(string path)
    {
        using var answer = await Bare.DeleteAsync(path);
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
