using Unified.Media.Drivers;
using Unified.Media.Testing;

namespace Unified.Media.Supabase.Tests;

public class SupabaseHarness : ObjectStoreHarness
{
    private readonly List<IAsyncDisposable> _hosts = [];
    private HttpClient? _client;

    // Without AtomicCreate, because Storage accepts concurrent creations of one key.
    public override ObjectStoreAbilities Abilities =>
        ObjectStoreAbilities.Listing | ObjectStoreAbilities.SignedUrls | ObjectStoreAbilities.PublicUrls | ObjectStoreAbilities.KeepsContentType
        | ObjectStoreAbilities.ETags | ObjectStoreAbilities.SecondInstance | ObjectStoreAbilities.BatchDelete;

    public override string Bucket => StorageUnderTest.KitBucket(GetType().Name, "a");

    public override string OtherBucket => StorageUnderTest.KitBucket(GetType().Name, "b");

    public override string PublicBucket => StorageUnderTest.KitBucket(GetType().Name, "public");

    // Less than one page of a list, because creating objects is slow. Other tests of this assembly list more than one page.
    public override int BulkObjectCount => 60;

    public override async Task<IObjectStore> CreateAsync(CancellationToken cancellationToken)
    {
        var host = new SupabaseHost(Configure);
        _hosts.Add(host);
        foreach (var bucket in (string[])[Bucket, OtherBucket, PublicBucket])
        {
            await host.Client.FindBucketAsync(bucket, cancellationToken);
        }

        return Decorate(host.Store);
    }

    public override Task<IObjectStore> CreateSecondInstanceAsync(CancellationToken cancellationToken) => CreateAsync(cancellationToken);

    public override HttpClient GetHttpClient() => _client ??= new();

    public override async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }

        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected virtual IObjectStore Decorate(IObjectStore store) => store;

    protected virtual void Configure(SupabaseStorageOptions options)
    {
    }
}
