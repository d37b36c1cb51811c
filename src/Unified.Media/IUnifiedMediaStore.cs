namespace Unified.Media;

/// <summary>
/// Stores, lists, changes and deletes the images and videos of an application's users. The bytes are in an object store, the rows in a catalog.
/// Register it with <c>services.AddUnifiedMedia(media => media.UseEmbedded("./media"))</c>. A singleton, safe for concurrent use.
/// </summary>
/// <remarks>
/// Every member can also throw <see cref="MediaProviderException"/> (a driver failed; the code <c>outcome_unknown</c> says that the call may or
/// may not have taken effect), <see cref="MediaAccessDeniedException"/> (the user may not make this call) and
/// <see cref="OperationCanceledException"/>. Another owner's private item counts as not found, never as forbidden. After the first release, the
/// interface grows only by members with a default body.
/// </remarks>
public interface IUnifiedMediaStore
{
    /// <summary>Stores an image or a video. The content decides the kind, whose limits apply. A stream that cannot seek is read once.</summary>
    /// <param name="user">The owner of the new item.</param>
    /// <param name="upload">The content and its fields: a user's upload, an AI generation, or a stock photo or video.</param>
    /// <param name="cancellationToken">Cancels the upload until its object is stored.</param>
    /// <returns>
    /// The new item; for a retry with the same idempotency key, the existing item. The key is shared with <see cref="UploadUserImageAsync"/> and
    /// <see cref="UploadUserVideoAsync"/>.
    /// </returns>
    /// <exception cref="MediaRejectedException">
    /// The fields or the content break rules; <see cref="MediaRejectedException.Reasons"/> names each of them. Nothing was stored.
    /// </exception>
    /// <exception cref="MediaConflictException">
    /// The idempotency key belongs to a different request (<c>idempotency_mismatch</c>), to a deleted item (<c>idempotency_gone</c>), or to an
    /// upload in progress (<c>busy</c>).
    /// </exception>
    Task<MediaItem> UploadMediaAsync(MediaUser user, MediaUpload upload, CancellationToken cancellationToken = default);

    /// <summary>Stores an image. Like <see cref="UploadMediaAsync"/>, but rejects a video (<c>kind_mismatch</c>).</summary>
    /// <inheritdoc cref="UploadMediaAsync"/>
    Task<MediaItem> UploadUserImageAsync(MediaUser user, MediaUpload upload, CancellationToken cancellationToken = default);

    /// <summary>Stores a video. Like <see cref="UploadMediaAsync"/>, but rejects an image (<c>kind_mismatch</c>).</summary>
    /// <inheritdoc cref="UploadMediaAsync"/>
    Task<MediaItem> UploadUserVideoAsync(MediaUser user, MediaUpload upload, CancellationToken cancellationToken = default);

    /// <summary>Stores an AI-enhanced image, usually fetched from the AI provider's URL, and records its original.</summary>
    /// <param name="user">The owner of the new item.</param>
    /// <param name="image">The content, the enhancement and the original.</param>
    /// <param name="cancellationToken">Cancels the upload until its object is stored.</param>
    /// <returns>The new item; for a retry with the same idempotency key, the existing item.</returns>
    /// <inheritdoc cref="UploadMediaAsync"/>
    Task<MediaItem> SaveEnhancedImageUnifiedAsync(MediaUser user, EnhancedImage image, CancellationToken cancellationToken = default);

    /// <summary>Deletes an item and its object. After this method returns true, the item cannot be read, even if a later step fails.</summary>
    /// <returns>False when the user has no such item.</returns>
    /// <exception cref="MediaRejectedException">The timeout is out of bounds. Nothing was deleted.</exception>
    Task<bool> DeleteMediaUnifiedAsync(
        MediaUser user, MediaId id, DeleteMediaOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Lists the items of an owner, one page per call: the user's own by default, another owner's public ones, and for
    /// <see cref="MediaUser.Service"/> without <see cref="MediaFilter.Owner"/> the items of all owners. A page costs the same at any depth.
    /// </summary>
    /// <exception cref="MediaRejectedException">
    /// A filter breaks a rule, or the cursor was altered or belongs to another query (<c>invalid_cursor</c>).
    /// </exception>
    Task<MediaPage> GetUserUnifiedMediaAsync(MediaUser user, MediaQuery? query = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Lists public items, one page per call: those of all owners, or of <see cref="MediaFilter.Owner"/> when it is set. Never lists an item that
    /// is not public. The page is the same for every user.
    /// </summary>
    /// <exception cref="MediaRejectedException">
    /// A filter breaks a rule, or the cursor was altered or belongs to another query (<c>invalid_cursor</c>).
    /// </exception>
    Task<MediaPage> GetPublicMediaAsync(MediaUser user, MediaQuery? query = null, CancellationToken cancellationToken = default);

    /// <summary>Gets an item that the user may see: one of the user's own, or a public one.</summary>
    /// <returns>Null when there is no such item.</returns>
    Task<MediaItem?> GetMediaAsync(MediaUser user, MediaId id, CancellationToken cancellationToken = default);

    /// <summary>Changes an item's descriptive fields or its visibility. Concurrent changes of different fields are all kept.</summary>
    /// <returns>The changed item; null when the user has no such item.</returns>
    /// <exception cref="MediaRejectedException">A field breaks a rule. Nothing was changed.</exception>
    Task<MediaItem?> UpdateMediaAsync(MediaUser user, MediaId id, MediaChanges changes, CancellationToken cancellationToken = default);

    /// <summary>Opens an item's content, or a byte range of it, for reading. Dispose the result.</summary>
    /// <returns>Null when the user may see no such item.</returns>
    /// <exception cref="MediaRejectedException">The range begins after the end of the content (<c>invalid_field</c>).</exception>
    /// <exception cref="MediaProviderException">The object store does not have the object (<c>object_missing</c>).</exception>
    Task<MediaDownload?> OpenMediaAsync(
        MediaUser user, MediaId id, OpenMediaOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Creates links for up to 1,000 items with one call to the catalog and one to the object store.</summary>
    /// <returns>One link per item that the user may see, in the order of <paramref name="ids"/>. Other ids are left out.</returns>
    /// <exception cref="MediaRejectedException">There are too many ids, or the lifetime is out of bounds.</exception>
    Task<IReadOnlyList<MediaLink>> GetMediaLinksAsync(
        MediaUser user, IReadOnlyCollection<MediaId> ids, MediaLinkOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Counts items per source type, kind and tag.</summary>
    /// <param name="user">The user.</param>
    /// <param name="filter">The items to count, as in <see cref="GetUserUnifiedMediaAsync"/>. Sort and paging of a query are ignored.</param>
    /// <param name="options">The precision of the counts; null for <see cref="FacetOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="MediaRejectedException">A filter or an option breaks a rule.</exception>
    Task<MediaFacets> GetMediaFacetsAsync(
        MediaUser user, MediaFilter? filter = null, FacetOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Applies the same changes to many items, one after the other. A failed item does not stop the others.</summary>
    /// <returns>Yields one result per item as soon as it completes. To cancel, stop enumerating.</returns>
    /// <exception cref="MediaRejectedException">A field breaks a rule. Nothing was changed.</exception>
    IAsyncEnumerable<BulkResult> UpdateManyAsync(
        MediaUser user, MediaSelection selection, MediaChanges changes, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes many items, one after the other. A failed item does not stop the others. Objects are deleted in batches where the object store
    /// supports it; the last batch is deleted when the enumeration ends or its enumerator is disposed.
    /// </summary>
    /// <returns>
    /// Yields one result per item as soon as users cannot read it any more, which is before its object is deleted. To cancel, stop enumerating.
    /// </returns>
    /// <exception cref="MediaRejectedException">The timeout is out of bounds, or the query breaks a rule. Nothing was deleted.</exception>
    IAsyncEnumerable<BulkResult> DeleteManyAsync(
        MediaUser user, MediaSelection selection, DeleteMediaOptions? options = null, CancellationToken cancellationToken = default);
}
