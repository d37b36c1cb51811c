using Unified.Media.Drivers;

namespace Unified.Media.Supabase;

/// <summary>
/// A client for the objects of one bucket, which acts on behalf of one user. Safe for concurrent use. Do not use it to change objects of the media
/// store: change them through <see cref="IUnifiedMediaStore"/>. After 1.0, members are added to this interface only with a default implementation.
/// </summary>
/// <remarks>
/// Every call can throw <see cref="MediaProviderException"/> when Storage fails, and <see cref="MediaAccessDeniedException"/> when a policy denies
/// the call, or when the user's access token is empty, expired or invalid. When Storage does not allow a key, the call fails with <c>invalid_key</c>
/// before it sends a request.
/// </remarks>
public interface ISupabaseBucket
{
    /// <summary>The name of the bucket.</summary>
    string Name { get; }

    /// <summary>Gets the description of an object, with its metadata.</summary>
    /// <returns>The description; null when the object does not exist, or a policy hides it.</returns>
    Task<SupabaseObject?> FindAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Determines whether an object exists and no policy hides it. An expired access token is an error.</summary>
    /// <returns>True when the object exists.</returns>
    Task<bool> ExistsAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>
    /// Lists the objects whose key begins with a prefix, at any depth, ordered by key. One request lists up to 1,000 objects. A bucket that does not
    /// exist counts as empty.
    /// </summary>
    /// <param name="prefix">The prefix, which does not have to end with a slash; empty for all objects.</param>
    /// <param name="cancellationToken">Cancels the enumeration.</param>
    IAsyncEnumerable<StoredObject> ListAsync(string prefix = "", CancellationToken cancellationToken = default);

    /// <summary>
    /// Opens an object or a range of it. When the connection breaks, the download is resumed unless the object has changed. Dispose the result.
    /// </summary>
    /// <param name="key">The key of the object.</param>
    /// <param name="range">The range of bytes; null for the whole object.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The content; null when the object does not exist, or the range begins after the end of the object.</returns>
    Task<ObjectContent?> OpenReadAsync(string key, ByteRange? range = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Uploads an object, which becomes visible after its last byte is stored. An upload of at least
    /// <see cref="SupabaseStorageOptions.ResumableThresholdBytes"/> is sent in chunks: when it fails, the next upload of the same content to the
    /// same key by the same user resumes it.
    /// </summary>
    /// <param name="key">The key of the object.</param>
    /// <param name="content">
    /// The stream, which is read from its position to its end and stays open. A stream that is not seekable is copied to a temporary file first,
    /// because Storage needs the length before the content.
    /// </param>
    /// <param name="options">The content type and other options; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the upload. A cancelled upload in chunks is not resumed later.</param>
    /// <returns>The stored object.</returns>
    /// <exception cref="ArgumentException">The content type or the cache control is invalid, or the metadata is too large.</exception>
    /// <exception cref="MediaConflictException">An object with this key exists, and the options do not overwrite it.</exception>
    /// <exception cref="MediaRejectedException">The bucket does not allow the size or the content type.</exception>
    /// <exception cref="MediaProviderException"><c>outcome_unknown</c>: the object may or may not have been stored.</exception>
    Task<SupabaseUploadResult> UploadAsync(
        string key, Stream content, SupabaseUploadOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Creates a signed upload, with which a browser or another service can upload an object without other credentials.</summary>
    /// <param name="key">The key of the object.</param>
    /// <param name="overwrite">True to allow overwriting an existing object. A signed upload with this permission can be used more than once.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="MediaConflictException">An object with this key exists, and <paramref name="overwrite"/> is false.</exception>
    Task<SupabaseSignedUpload> SignUploadAsync(string key, bool overwrite = false, CancellationToken cancellationToken = default);

    /// <summary>
    /// Uploads an object like <see cref="UploadAsync"/>, but uses a signed upload instead of an access token. The signed upload determines the key,
    /// and whether an existing object is overwritten; <see cref="SupabaseUploadOptions.Overwrite"/> is ignored.
    /// </summary>
    /// <param name="signedUpload">The signed upload.</param>
    /// <param name="content">The stream, which is read from its position to its end and stays open.</param>
    /// <param name="options">The content type and other options; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the upload. A cancelled upload in chunks is not resumed later.</param>
    /// <returns>The stored object.</returns>
    Task<SupabaseUploadResult> UploadSignedAsync(
        SupabaseSignedUpload signedUpload, Stream content, SupabaseUploadOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Deletes an object.</summary>
    /// <returns>False when the object did not exist.</returns>
    Task<bool> DeleteAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes objects, up to 1,000 per request. Because the response lists the deleted objects only, each remaining key takes another request, which
    /// determines whether the object does not exist or a policy protects it.
    /// </summary>
    /// <returns>The keys of the objects that were deleted, did not exist, or were protected by a policy.</returns>
    /// <exception cref="MediaException">
    /// The deletion of at least one object failed for another reason. Other objects may have been deleted.
    /// </exception>
    Task<BatchDeleteResult> DeleteManyAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken = default);

    /// <summary>Moves an object with its metadata. A move never overwrites an existing object.</summary>
    /// <param name="key">The key of the object.</param>
    /// <param name="newKey">The new key.</param>
    /// <param name="newBucket">The new bucket; null for the same bucket.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="MediaNotFoundException">The object does not exist, or a policy hides it.</exception>
    /// <exception cref="MediaConflictException">An object with the new key exists.</exception>
    Task MoveAsync(string key, string newKey, string? newBucket = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Copies an object with its metadata. Storage does not apply the size limit and the content types of the target bucket to copies.
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
    /// Signs a URL that gives anyone access to the object until it expires. The URL is valid for at least the lifetime and at most one and a half
    /// times the lifetime: the expiry is rounded up, so that repeated calls return the same URL and browsers can cache its content. Only deleting or
    /// moving the object revokes the URL. Do not log it.
    /// </summary>
    /// <param name="key">The key of the object.</param>
    /// <param name="lifetime">The lifetime; at least one second. Lifetimes under one minute are not rounded.</param>
    /// <param name="options">The image transformation and the download name; null for the object itself.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The URL; null when the object does not exist, or a policy hides it.</returns>
    Task<Uri?> SignReadUrlAsync(
        string key, TimeSpan lifetime, SignedUrlOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Signs the URLs of many objects like <see cref="SignReadUrlAsync"/>, up to 1,000 per request.</summary>
    /// <returns>One result per key, in the same order. The URL of a missing object is null.</returns>
    Task<IReadOnlyList<SupabaseSignedUrl>> SignReadUrlsAsync(
        IReadOnlyCollection<string> keys, TimeSpan lifetime, CancellationToken cancellationToken = default);

    /// <summary>
    /// Gets the permanent URL of an object or of a transformed image, without a call. The URL works only if the bucket is public.
    /// </summary>
    Uri GetPublicUrl(string key, SupabaseImageTransform? transform = null);
}
