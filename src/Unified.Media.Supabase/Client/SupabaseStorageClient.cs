namespace Unified.Media.Supabase;

/// <summary>
/// Supabase Storage for what the media store has no words for. A singleton, made by <c>UseSupabaseStorage</c>; safe for concurrent use by
/// many users.
/// </summary>
/// <example><code>var url = await storage.From("avatars").SignReadUrlAsync("anna.png", TimeSpan.FromMinutes(5));</code></example>
public sealed class SupabaseStorageClient
{
    private readonly BucketCache _buckets;
    private readonly BucketMapping _mapping;
    private readonly Func<string, SupabaseBucket> _open;

    internal SupabaseStorageClient(BucketCache buckets, BucketMapping mapping, Func<string, SupabaseBucket> open)
    {
        _buckets = buckets;
        _mapping = mapping;
        _open = open;
    }

    /// <summary>The objects of a bucket. Nothing is asked for yet.</summary>
    /// <exception cref="MediaProviderException"><c>invalid_key</c>: no bucket can have this name.</exception>
    public SupabaseBucket From(string bucket)
    {
        ArgumentNullException.ThrowIfNull(bucket);
        return _open(bucket);
    }

    /// <summary>Reads what a bucket allows, with the configured key and never as a user.</summary>
    /// <returns>Null when there is no such bucket, or the key may not see buckets and it is not public.</returns>
    public Task<SupabaseBucketSettings?> FindBucketAsync(string bucket, CancellationToken cancellationToken = default) =>
        _buckets.ReadAsync(bucket, cancellationToken);

    /// <summary>
    /// Makes the buckets of the media store that are missing: private, with the limits of <see cref="SupabaseStorageOptions"/>. Those
    /// that are there stay as they are, in every respect.
    /// </summary>
    /// <returns>The buckets as they are now.</returns>
    public async Task<IReadOnlyList<SupabaseBucketSettings>> EnsureBucketsAsync(CancellationToken cancellationToken = default)
    {
        var buckets = new List<SupabaseBucketSettings>();
        foreach (var bucket in _mapping.StoredBuckets)
        {
            buckets.Add(await _buckets.EnsureAsync(bucket, cancellationToken).ConfigureAwait(false));
        }

        return buckets;
    }
}
