using Unified.Media.Drivers;

namespace Unified.Media.Supabase;

/// <summary>
/// A client for the objects of one bucket, on behalf of one user. Safe for concurrent use. Do not change objects of the media store with it: change
/// them through <see cref="IUnifiedMediaStore"/>. After 1.0 this interface grows only by members with a default body.
/// </summary>
/// <remarks>
/// Every call can throw <see cref="MediaProviderException"/> when Storage fails, or with <c>invalid_key</c> before any request when Storage does not
/// allow the key, and <see cref="MediaAccessDeniedException"/> when a policy denies the call or the user's access token is missing or expired.
/// </remarks>
public interface ISupabaseBucket
{
    /// <summary>The name of the bucket.</summary>
    string Name { get; }

    /// <summary>Gets the description of an object, with its metadata.</summary>
    /// <returns>The description; null when the object does not exist, or a policy hides it.</returns>
    Task<SupabaseObject?> FindAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Tells whether an object exists. An expired access token is an error.</summary>
    Task<bool> ExistsAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>
    /// Lists the objects whose key begins with a prefix, at any depth, ordered by key. One request lists up to 1,000 objects. A bucket that does not
    /// exist counts as empty.
    /// </summary>
    /// <param name="prefix">The prefix, which need not end with a slash; empty for all objects.</param>
    /// <param name="cancellationToken">Cancels the enumeration.</param>
    IAsyncEnumerable<StoredObject> ListAsync(string prefix = "", CancellationToken cancellationToken = default);

    /// <summary>
    /// Opens an object, or a part of it. A download that breaks is resumed, provided that the object has not changed. Dispose the result.
    /// </summary>
    /// <param name="key">The key of the object.</param>
    /// <param name="range">The range of bytes; null for the whole object.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The content; null when the object does not exist, or the range begins after its end.</returns>
    Task<ObjectContent?> OpenReadAsync(string key, ByteRange? range = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Uploads an object. The object appears only when all of it is stored. From <see cref="SupabaseStorageOptions.ResumableThresholdBytes"/> on, the
    /// upload is sent in chunks: when it breaks, the next upload of the same content to the same key by the same user resumes it. Cancelling ends it.
    /// </summary>
    /// <param name="key">The key of the object.</param>
    /// <param name="content">
    /// The stream, which is read from its position to its end and stays open. A stream that is not seekable is first copied to a temporary file,
    /// because Storage must know the length before the first byte.
    /// </param>
    /// <param name="options">The content type and other options; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the upload, and leaves nothing behind.</param>
    /// <returns>The stored object.</returns>
    /// <exception cref="ArgumentException">The content type or the cache control is invalid. The stream has not been read.</exception>
    /// <exception cref="MediaConflictException">An object with this key exists, and the options do not overwrite it.</exception>
    /// <exception cref="MediaRejectedException">The bucket does not allow the size or the content type.</exception>
    /// <exception cref="MediaProviderException"><c>outcome_unknown</c>: the object may or may not have been stored.</exception>
    Task<SupabaseUploadResult> UploadAsync(
        string key, Stream content, SupabaseUploadOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Signs an upload, so that a browser or another service can upload an object without other credentials.</summary>
    /// <param name="key">The key of the object.</param>
    /// <param name="overwrite">True to let the upload overwrite an existing object. It can then be used more than once.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="MediaConflictException">An object with this key exists, and <paramref name="overwrite"/> is false.</exception>
    Task<SupabaseSignedUpload> SignUploadAsync(string key, bool overwrite = false, CancellationToken cancellationToken = default);

    /// <summary>
    /// Uploads an object with a signed upload instead of an access token, otherwise as <see cref="UploadAsync"/> does. The signed upload decides
    /// whether an existing object is overwritten.
    /// </summary>
    /// <param name="signedUpload">The signed upload.</param>
    /// <param name="content">The stream, which is read from its position to its end and stays open.</param>
    /// <param name="options">The content type and other options; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the upload, and leaves nothing behind.</param>
    /// <returns>The stored object.</returns>
    Task<SupabaseUploadResult> UploadSignedAsync(
        SupabaseSignedUpload signedUpload, Stream content, SupabaseUploadOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Deletes an object.</summary>
    /// <returns>False when the object did not exist.</returns>
    Task<bool> DeleteAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes many objects, up to 1,000 with one request. Storage responds with success in every case; objects that its response does not name
    /// take one request each, which tells whether they did not exist or a policy protects them.
    /// </summary>
    Task<BatchDeleteResult> DeleteManyAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken = default);

    /// <summary>Moves an object. Its metadata and times stay the same. Storage never overwrites an existing object.</summary>
    /// <param name="key">The key of the object.</param>
    /// <param name="newKey">The new key.</param>
    /// <param name="newBucket">The new bucket; null for the same bucket.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="MediaNotFoundException">The object does not exist, or a policy hides it.</exception>
    /// <exception cref="MediaConflictException">An object with the new key exists.</exception>
    Task MoveAsync(string key, string newKey, string? newBucket = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Copies an object with its metadata. Storage does not enforce the limits of size and content type of the target bucket on copies.
    /// </summary>
    /// <param name="key">The key of the object.</param>
    /// <param name="newKey">The key of the copy.</param>
    /// <param name="newBucket">The bucket of the copy; null for the same bucket.</param>
    /// <param name="overwrite">True to overwrite an existing object.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="MediaNotFoundException">The object does not exist, or a policy hides it.</exception>
    /// <exception cref="MediaConflictException">An object with the new key exists, and <paramref name="overwrite"/> is false.</exception>
    Task CopyAsync(
        string key, string newKey, string? newBucket = null, bool overwrite = false, CancellationToken cancellationToken = default);

    /// <summary>
    /// Signs a URL that gives everyone access to the object until it expires. It works for the lifetime, and for at most half of it longer: the
    /// expiry is rounded, so that repeated calls return the same URL and browsers can cache its content. Only deleting or moving the object
    /// revokes it. Do not log it.
    /// </summary>
    /// <param name="key">The key of the object.</param>
    /// <param name="lifetime">The lifetime; at least one second.</param>
    /// <param name="options">The transformed image or the download; null for the object itself.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The URL; null when the object does not exist, or a policy hides it.</returns>
    Task<Uri?> SignReadUrlAsync(
        string key, TimeSpan lifetime, SignedUrlOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Signs the URLs of many objects, up to 1,000 with one request, as <see cref="SignReadUrlAsync"/> does.</summary>
    /// <returns>One result per key, in the same order. A missing object does not affect the others.</returns>
    Task<IReadOnlyList<SupabaseSignedUrl>> SignReadUrlsAsync(
        IReadOnlyCollection<string> keys, TimeSpan lifetime, CancellationToken cancellationToken = default);

    /// <summary>Gets the permanent URL of an object, or of a transformed image. It works only where the bucket is public. Makes no call.</summary>
    Uri GetPublicUrl(string key, SupabaseImageTransform? transform = null);
}
