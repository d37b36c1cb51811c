using Unified.Media.Drivers;
using Unified.Media.Testing;
using Unified.Media.TestStorage;

namespace Unified.Media.Supabase.Tests;

/// <summary>An in-memory catalog and Storage, with a bucket of its own.</summary>
public class SupabaseSystem : MediaSystemHarness
{
    private readonly string _bucket = $"umt-{Guid.CreateVersion7():N}";
    private SupabaseHost? _host;

    // Every schedule sends about twelve requests to the server.
    public override int MaxSchedules => StorageUnderTest.Target.Kind == StorageTargetKind.Local ? 60 : 15;

    public override async Task<MediaSystem> CreateAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        using var rawClient = new RawStorageClient();
        await rawClient.CreateBucketAsync(_bucket);
        _host = new(options =>
        {
            foreach (var bucket in ObjectLayout.All.Select(layout => layout.Bucket).Distinct())
            {
                options.BucketMap[bucket] = _bucket;
            }
        });
        return new() { Objects = new SingleBucketStore(_host.Store), Catalog = await CreateCatalogAsync(time, cancellationToken) };
    }

    public override async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        using var rawClient = new RawStorageClient();
        await rawClient.RemoveBucketAsync(_bucket);
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected virtual Task<IMediaCatalog> CreateCatalogAsync(TimeProvider time, CancellationToken cancellationToken) =>
        Task.FromResult(SupabaseHost.NewCatalog(time));

    // All buckets of the library are mapped to a single one here, but each object must be listed only once.
    private sealed class SingleBucketStore(IObjectStore inner) : DelegatingObjectStore(inner), IObjectListing
    {
        public async IAsyncEnumerable<StoredObject> ListAsync(
            string bucket, string keyPrefix, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await foreach (var stored in Inner.GetAbility<IObjectListing>()!.ListAsync(bucket, keyPrefix, cancellationToken))
            {
                if (ObjectLayout.Recognizes(stored.Location))
                {
                    yield return stored;
                }
            }
        }
    }
}
