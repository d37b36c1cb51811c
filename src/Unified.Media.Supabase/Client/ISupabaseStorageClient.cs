namespace Unified.Media.Supabase;

/// <summary>
/// A client for Supabase Storage, for everything that <see cref="IUnifiedMediaStore"/> does not offer. <c>UseSupabaseStorage</c> registers it as a
/// singleton. Safe for concurrent use. After 1.0 this interface grows only by members with a default body.
/// </summary>
/// <example><code>var url = await storage.From("avatars").SignReadUrlAsync("anna.png", TimeSpan.FromMinutes(5));</code></example>
public interface ISupabaseStorageClient
{
    /// <summary>Gets a client for the objects of a bucket. Makes no call, and does not check that the bucket exists.</summary>
    /// <param name="bucket">The name of the bucket.</param>
    /// <param name="user">
    /// The user whose access token the calls use, as <see cref="SupabaseStorageOptions.AccessToken"/> returns it; null for
    /// <see cref="MediaUser.Service"/>.
    /// </param>
    /// <exception cref="MediaProviderException"><c>invalid_key</c>: Storage does not allow this name.</exception>
    ISupabaseBucket From(string bucket, MediaUser? user = null);

    /// <summary>Gets the settings of a bucket, with the configured key.</summary>
    /// <returns>The settings; null when the bucket does not exist, or when it is private and the key may not read buckets.</returns>
    Task<SupabaseBucketSettings?> FindBucketAsync(string bucket, CancellationToken cancellationToken = default);

    /// <summary>
    /// Creates the missing buckets of the media store, with the configured key: private, and with the limits of
    /// <see cref="SupabaseStorageOptions"/>. Existing buckets are not changed.
    /// </summary>
    /// <returns>The settings of all buckets of the media store.</returns>
    Task<IReadOnlyList<SupabaseBucketSettings>> EnsureBucketsAsync(CancellationToken cancellationToken = default);
}
