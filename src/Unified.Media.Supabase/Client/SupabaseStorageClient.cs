namespace Unified.Media.Supabase;

/// <summary>Implements the client with the parts that the media store's driver uses too.</summary>
internal sealed class SupabaseStorageClient(BucketCache buckets, BucketMapping mapping, Func<string, MediaUser, ISupabaseBucket> open)
    : ISupabaseStorageClient
{
    public ISupabaseBucket From(string bucket, MediaUser? user = null)
    {
        ArgumentNullException.ThrowIfNull(bucket);
        return open(bucket, user ?? MediaUser.Service);
    }

    public Task<SupabaseBucketSettings?> FindBucketAsync(string bucket, CancellationToken cancellationToken = default) =>
        buckets.ReadAsync(bucket, cancellationToken);

    public async Task<IReadOnlyList<SupabaseBucketSettings>> EnsureBucketsAsync(CancellationToken cancellationToken = default)
    {
        var settings = new List<SupabaseBucketSettings>();
        foreach (var bucket in mapping.StoredBuckets)
        {
            settings.Add(await buckets.EnsureAsync(bucket, cancellationToken).ConfigureAwait(false));
        }

        return settings;
    }
}
