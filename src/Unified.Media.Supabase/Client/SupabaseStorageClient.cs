namespace Unified.Media.Supabase;

/// <summary>Implements the client. The delegate creates the client of a bucket.</summary>
internal sealed class SupabaseStorageClient(BucketCache buckets, BucketMapping mapping, Func<string, MediaUser, ISupabaseBucket> createBucket)
    : ISupabaseStorageClient
{
    public ISupabaseBucket From(string bucket, MediaUser? user = null)
    {
        ArgumentNullException.ThrowIfNull(bucket);
        return createBucket(bucket, user ?? MediaUser.Service);
    }

    public Task<SupabaseBucketSettings?> FindBucketAsync(string bucket, CancellationToken cancellationToken = default) =>
        buckets.RefreshAsync(bucket, cancellationToken);

    public async Task<IReadOnlyList<SupabaseBucketSettings>> EnsureBucketsAsync(CancellationToken cancellationToken = default)
    {
        var settings = new List<SupabaseBucketSettings>();
        foreach (var bucket in mapping.TargetBuckets)
        {
            settings.Add(await buckets.EnsureAsync(bucket, cancellationToken).ConfigureAwait(false));
        }

        return settings;
    }
}
