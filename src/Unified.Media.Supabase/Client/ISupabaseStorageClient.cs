namespace Unified.Media.Supabase;

/// <summary>
/// A client for Supabase Storage, for features that <see cref="IUnifiedMediaStore"/> does not have. <c>UseSupabaseStorage</c> registers it as a
/// singleton. Safe for concurrent use. After 1.0, members are added to this interface only with a default implementation.
/// </summary>
/// <example><code>var url = await storage.From("avatars").SignReadUrlAsync("anna.png", TimeSpan.FromMinutes(5));</code></example>
public interface ISupabaseStorageClient
{
    /// <summary>Gets a client for the objects of a bucket. Does not check whether the bucket exists.</summary>
    /// <param name="bucket">The name of the bucket.</param>
    /// <param name="user">
    /// The user to act on behalf of, whose access token <see cref="SupabaseStorageOptions.AccessToken"/> returns;
    /// null for <see cref="MediaUser.Service"/>.
    /// </param>
    /// <exception cref="MediaProviderException"><c>invalid_key</c>: Storage does not allow this name.</exception>
    ISupabaseBucket From(string bucket, MediaUser? user = null);

    /// <summary>Gets the settings of a bucket. Uses the configured key.</summary>
    /// <returns>
    /// The settings; null when the bucket does not exist, or when it is private and the key is not allowed to read buckets. When such a key reads a
    /// public bucket, the limits are null.
    /// </returns>
    Task<SupabaseBucketSettings?> FindBucketAsync(string bucket, CancellationToken cancellationToken = default);

    /// <summary>
    /// Creates the missing buckets of the media store as private buckets, with the limits of <see cref="SupabaseStorageOptions"/>. Uses the
    /// configured key. Existing buckets are not changed.
    /// </summary>
    /// <returns>The settings of all buckets of the media store.</returns>
    Task<IReadOnlyList<SupabaseBucketSettings>> EnsureBucketsAsync(CancellationToken cancellationToken = default);
}
