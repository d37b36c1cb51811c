namespace Unified.Media;

/// <summary>
/// The one place for an application's images and videos: bytes in an object store, facts in a catalog. A singleton, safe for concurrent
/// use. Get it with <c>services.AddUnifiedMedia(media => media.UseEmbedded("./media"))</c>.
/// </summary>
/// <remarks>
/// Every member can also raise <see cref="MediaProviderException"/> (a driver failed; <c>outcome_unknown</c> when nobody can tell whether
/// the call took effect), <see cref="MediaAccessDeniedException"/> (this user may not do that) and
/// <see cref="OperationCanceledException"/>. Another owner's private item is "not there", never "forbidden". The interface grows only by
/// members with a default body.
/// </remarks>
public interface IUnifiedMediaStore
{
    /// <summary>Stores an image: an upload, an AI generation or a stock photo.</summary>
    /// <returns>The new item; with an idempotency key that was used before, the item it made.</returns>
    /// <exception cref="MediaRejectedException">
    /// The request or its content breaks rules: all of them are named. Nothing was stored.
    /// </exception>
    /// <exception cref="MediaConflictException">
    /// The idempotency key belongs to another request, a deleted item, or an attempt under way.
    /// </exception>
    Task<MediaItem> UploadUserImageAsync(MediaUser user, ImageUpload upload, CancellationToken cancellationToken = default);

    /// <summary>Stores a video.</summary>
    /// <inheritdoc cref="UploadUserImageAsync"/>
    Task<MediaItem> UploadUserVideoAsync(MediaUser user, VideoUpload upload, CancellationToken cancellationToken = default);

    /// <summary>Stores an AI-enhanced image, most often fetched from the provider's address, and records what it was made from.</summary>
    /// <inheritdoc cref="UploadUserImageAsync"/>
    Task<MediaItem> SaveEnhancedImageUnifiedAsync(MediaUser user, EnhancedImage image, CancellationToken cancellationToken = default);

    /// <summary>Deletes an item and its object. When this returns true, nobody can read the item any more, whatever fails later.</summary>
    /// <returns>False when there is no such item of this user's.</returns>
    /// <exception cref="MediaRejectedException">The time to erase is out of its bounds: nothing was deleted.</exception>
    Task<bool> DeleteMediaUnifiedAsync(
        MediaUser user, MediaId id, DeleteMediaOptions? deletion = null, CancellationToken cancellationToken = default);

    /// <summary>Lists items, a page at a time, at the same cost for the first page and the thousandth.</summary>
    /// <exception cref="MediaRejectedException">
    /// A filter breaks its rule, or the cursor was altered or belongs to another query.
    /// </exception>
    Task<MediaPage> GetUserUnifiedMediaAsync(MediaUser user, MediaQuery? query = null, CancellationToken cancellationToken = default);

    /// <summary>Gets an item that the user may see: an own one, or a public one.</summary>
    /// <returns>Null when there is none.</returns>
    Task<MediaItem?> GetMediaAsync(MediaUser user, MediaId id, CancellationToken cancellationToken = default);

    /// <summary>Changes an item's description or visibility. Concurrent changes of different fields are all kept.</summary>
    /// <returns>The changed item; null when there is no such item of this user's.</returns>
    /// <exception cref="MediaRejectedException">A field breaks its rule.</exception>
    Task<MediaItem?> UpdateMediaAsync(MediaUser user, MediaId id, MediaChanges changes, CancellationToken cancellationToken = default);

    /// <summary>Opens an item's content, or a part of it, for reading. Dispose what is returned.</summary>
    /// <returns>Null when there is no item that the user may see.</returns>
    /// <exception cref="MediaRejectedException">The range begins after the end (<c>invalid_field</c>).</exception>
    /// <exception cref="MediaProviderException">The store does not have the object (<c>object_missing</c>).</exception>
    Task<MediaDownload?> OpenMediaAsync(
        MediaUser user, MediaId id, OpenMediaOptions? opening = null, CancellationToken cancellationToken = default);

    /// <summary>Makes links for up to 1,000 items at once: one call to the catalog and one to the object store.</summary>
    /// <returns>A link for each item that the user may see, in the order of <paramref name="ids"/>; the others are left out.</returns>
    /// <exception cref="MediaRejectedException">Too many ids, or a lifetime out of its bounds.</exception>
    Task<IReadOnlyList<MediaLink>> GetMediaLinksAsync(
        MediaUser user, IReadOnlyCollection<MediaId> ids, MediaLinkOptions? linking = null, CancellationToken cancellationToken = default);

    /// <summary>Counts items per source type, kind and tag. Cursor, sort and page size of the query do not matter.</summary>
    /// <exception cref="MediaRejectedException">A filter breaks its rule.</exception>
    Task<MediaFacets> GetMediaFacetsAsync(MediaUser user, MediaQuery? query = null, CancellationToken cancellationToken = default);

    /// <summary>Applies the same changes to many items, one after the other. An item that fails does not stop the others.</summary>
    /// <returns>A result an item, as it is done. Stop enumerating to stop the operation.</returns>
    /// <exception cref="MediaRejectedException">A field breaks its rule: nothing was changed.</exception>
    IAsyncEnumerable<BulkResult> UpdateManyAsync(
        MediaUser user, MediaSelection selection, MediaChanges changes, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes many items, one after the other. An item that fails does not stop the others. Where the object store can, the objects of many
    /// items are deleted with one call; the last of them when the enumeration ends or its enumerator is disposed.
    /// </summary>
    /// <returns>
    /// One result per item, as soon as the item is gone for users, which is before its object is deleted. To stop the operation, stop
    /// enumerating.
    /// </returns>
    /// <exception cref="MediaRejectedException">
    /// The time to erase is out of its bounds, or the query breaks a rule: nothing was deleted.
    /// </exception>
    IAsyncEnumerable<BulkResult> DeleteManyAsync(
        MediaUser user, MediaSelection selection, DeleteMediaOptions? deletion = null, CancellationToken cancellationToken = default);
}
