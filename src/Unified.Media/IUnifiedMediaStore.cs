namespace Unified.Media;

/// <summary>
/// Stores, lists, changes and deletes the images and videos of an application's users. The content is stored in an object store, the fields in a
/// catalog. Register it with <c>services.AddUnifiedMedia(media => media.UseEmbedded("./media"))</c>. The service is a singleton and is safe for
/// concurrent use.
/// </summary>
/// <remarks>
/// Besides the documented exceptions, every member can throw <see cref="MediaProviderException"/> when a driver fails (the code
/// <c>outcome_unknown</c> means that the call may or may not have taken effect), <see cref="MediaAccessDeniedException"/> when the user is not
/// allowed to make the call, and <see cref="OperationCanceledException"/>. A private item of another owner is treated as if it did not exist.
/// Members that later versions add to this interface have a default implementation.
/// </remarks>
public interface IUnifiedMediaStore
{
    /// <summary>
    /// Stores an image or a video. The kind is detected from the content, and the limits of that kind apply. A stream that cannot seek is read once.
    /// </summary>
    /// <param name="user">The owner of the new item: neither <see cref="MediaUser.Anonymous"/> nor <see cref="MediaUser.Service"/>.</param>
    /// <param name="upload">The content and its fields: a user's upload, an AI generation, or a stock photo or video.</param>
    /// <param name="cancellationToken">Cancels the upload. Ignored after the content is stored in the object store.</param>
    /// <returns>
    /// The new item; for a retry with the same idempotency key, the existing item. The key is shared with <see cref="UploadUserImageAsync"/> and
    /// <see cref="UploadUserVideoAsync"/>.
    /// </returns>
    /// <exception cref="MediaRejectedException">
    /// The fields or the content break rules; <see cref="MediaRejectedException.Reasons"/> lists them. Nothing was stored.
    /// </exception>
    /// <exception cref="MediaConflictException">
    /// The idempotency key belongs to a different request (<c>idempotency_mismatch</c>), to a deleted item (<c>idempotency_gone</c>), or to an
    /// upload in progress (<c>busy</c>). Without a key: the upload exceeded its lease, or the item was deleted during the upload (<c>conflict</c>).
    /// </exception>
    Task<MediaItem> UploadMediaAsync(MediaUser user, MediaUpload upload, CancellationToken cancellationToken = default);

    /// <summary>Stores an image. Like <see cref="UploadMediaAsync"/>, but rejects a video (<c>kind_mismatch</c>).</summary>
    /// <inheritdoc cref="UploadMediaAsync"/>
    Task<MediaItem> UploadUserImageAsync(MediaUser user, MediaUpload upload, CancellationToken cancellationToken = default);

    /// <summary>Stores a video. Like <see cref="UploadMediaAsync"/>, but rejects an image (<c>kind_mismatch</c>).</summary>
    /// <inheritdoc cref="UploadMediaAsync"/>
    Task<MediaItem> UploadUserVideoAsync(MediaUser user, MediaUpload upload, CancellationToken cancellationToken = default);

    /// <summary>
    /// Stores an AI-enhanced image and records the id of its original. The content is usually the URL of the result at the AI provider. Rejects a
    /// video (<c>kind_mismatch</c>).
    /// </summary>
    /// <param name="user">The owner of the new item: neither <see cref="MediaUser.Anonymous"/> nor <see cref="MediaUser.Service"/>.</param>
    /// <param name="image">The content, the enhancement type and the original.</param>
    /// <param name="cancellationToken">Cancels the upload. Ignored after the content is stored in the object store.</param>
    /// <returns>The new item; for a retry with the same idempotency key, the existing item.</returns>
    /// <inheritdoc cref="UploadMediaAsync"/>
    Task<MediaItem> SaveEnhancedImageUnifiedAsync(MediaUser user, EnhancedImage image, CancellationToken cancellationToken = default);

    /// <summary>Deletes an item and its object. After this method returns true, the item cannot be read, even if a later step fails.</summary>
    /// <param name="user">The owner of the item, or <see cref="MediaUser.Service"/>.</param>
    /// <param name="id">The id of the item.</param>
    /// <param name="options">The maximum time to wait until the object is deleted; null uses the defaults.</param>
    /// <param name="cancellationToken">Cancels the call. Ignored after the item is marked as deleted.</param>
    /// <returns>True when the item was deleted; false when the user owns no item with this id.</returns>
    /// <exception cref="MediaRejectedException">The timeout is out of range. Nothing was deleted.</exception>
    Task<bool> DeleteMediaUnifiedAsync(
        MediaUser user, MediaId id, DeleteMediaOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Lists items, one page per call. By default, lists all items of the user. With <see cref="MediaFilter.Owner"/> set to another owner, lists the
    /// public items of that owner. For <see cref="MediaUser.Service"/>, lists all items of all owners or of the given owner. Later pages are read as
    /// fast as the first.
    /// </summary>
    /// <param name="user">The user who lists the items.</param>
    /// <param name="query">The filters, the order and the page; null lists the first 50 items, newest first.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The page, and the cursor of the next page.</returns>
    /// <exception cref="MediaRejectedException">
    /// A filter breaks a rule, an anonymous user did not set <see cref="MediaFilter.Owner"/>, or the cursor was altered or belongs to another query
    /// (<c>invalid_cursor</c>).
    /// </exception>
    Task<MediaPage> GetUserUnifiedMediaAsync(MediaUser user, MediaQuery? query = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Lists public items, one page per call: those of all owners, or those of <see cref="MediaFilter.Owner"/> when it is set. Never lists an item
    /// that is not public.
    /// </summary>
    /// <param name="user">The user who lists the items. Every user gets the same page.</param>
    /// <param name="query">The filters, the order and the page; null lists the first 50 items, newest first.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The page, and the cursor of the next page.</returns>
    /// <exception cref="MediaRejectedException">
    /// A filter breaks a rule, or the cursor was altered or belongs to another query (<c>invalid_cursor</c>).
    /// </exception>
    Task<MediaPage> GetPublicMediaAsync(MediaUser user, MediaQuery? query = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Gets an item that the user may see: an item of the user or a public item. <see cref="MediaUser.Service"/> may see every item.
    /// </summary>
    /// <param name="user">The user who reads the item.</param>
    /// <param name="id">The id of the item.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The item; null when it does not exist or the user may not see it.</returns>
    Task<MediaItem?> GetMediaAsync(MediaUser user, MediaId id, CancellationToken cancellationToken = default);

    /// <summary>
    /// Changes an item's descriptive fields or its visibility. Concurrent changes of different fields do not overwrite one another.
    /// </summary>
    /// <param name="user">The owner of the item, or <see cref="MediaUser.Service"/>.</param>
    /// <param name="id">The id of the item.</param>
    /// <param name="changes">The new values. A property that is null changes nothing.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The changed item; null when the user owns no item with this id.</returns>
    /// <exception cref="MediaRejectedException">A field breaks a rule. Nothing was changed.</exception>
    /// <exception cref="MediaConflictException">Too many concurrent changes of the item (<c>busy</c>, transient). Nothing was changed.</exception>
    /// <exception cref="MediaProviderException">
    /// The item would become private, but its bucket is public (<c>bucket_is_public</c>). Nothing was changed.
    /// </exception>
    Task<MediaItem?> UpdateMediaAsync(MediaUser user, MediaId id, MediaChanges changes, CancellationToken cancellationToken = default);

    /// <summary>Opens an item's content, or a byte range of it, for reading. Dispose the result.</summary>
    /// <param name="user">The user who reads the content.</param>
    /// <param name="id">The id of the item.</param>
    /// <param name="options">The byte range to read; null reads the whole content.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The open content; null when the item does not exist or the user may not see it.</returns>
    /// <exception cref="MediaRejectedException">
    /// The range is negative, or begins at or after the end of the content (<c>invalid_field</c>).
    /// </exception>
    /// <exception cref="MediaProviderException">The object store does not have the item's object (<c>object_missing</c>).</exception>
    Task<MediaDownload?> OpenMediaAsync(
        MediaUser user, MediaId id, OpenMediaOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Creates links for up to 1,000 items with one call to the catalog and one to the object store.</summary>
    /// <param name="user">The user who requests the links.</param>
    /// <param name="ids">The ids of the items, at most 1,000. Duplicate ids are ignored.</param>
    /// <param name="options">The lifetime of signed URLs; null uses <see cref="UnifiedMediaOptions.UrlLifetime"/>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One link per item, in the order of <paramref name="ids"/>. Items that the user may not see are left out.</returns>
    /// <exception cref="MediaRejectedException">There are too many ids, or the lifetime is out of range.</exception>
    Task<IReadOnlyList<MediaLink>> GetMediaLinksAsync(
        MediaUser user, IReadOnlyCollection<MediaId> ids, MediaLinkOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Counts items per source type, kind and tag. Counts are capped unless <see cref="FacetOptions.Exact"/> is set.</summary>
    /// <param name="user">The user who counts the items.</param>
    /// <param name="filter">
    /// The items to count, with the same meaning as in <see cref="GetUserUnifiedMediaAsync"/>; null counts all items of the user. The order and the
    /// page of a <see cref="MediaQuery"/> are ignored.
    /// </param>
    /// <param name="options">The precision of the counts; null uses <see cref="FacetOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The counts. Values that no item has are left out.</returns>
    /// <exception cref="MediaRejectedException">
    /// A filter or an option breaks a rule, or an anonymous user did not set <see cref="MediaFilter.Owner"/>.
    /// </exception>
    Task<MediaFacets> GetMediaFacetsAsync(
        MediaUser user, MediaFilter? filter = null, FacetOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Applies the same changes to many items, one after the other. A failure of one item does not stop the operation.</summary>
    /// <param name="user">The owner of the items, or <see cref="MediaUser.Service"/>.</param>
    /// <param name="selection">The items, by ids or by query.</param>
    /// <param name="changes">The new values. A property that is null changes nothing.</param>
    /// <param name="cancellationToken">Stops the operation. Completed changes are not undone.</param>
    /// <returns>
    /// One result per item, as soon as the item is changed. The operation advances only while the results are enumerated: to stop it, stop
    /// enumerating.
    /// </returns>
    /// <exception cref="MediaRejectedException">A field or the query breaks a rule. Nothing was changed.</exception>
    IAsyncEnumerable<BulkResult> UpdateManyAsync(
        MediaUser user, MediaSelection selection, MediaChanges changes, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes many items, one after the other. A failure of one item does not stop the operation. Objects are deleted in batches where the object
    /// store supports it; the last batch is deleted when the enumeration ends or its enumerator is disposed.
    /// </summary>
    /// <param name="user">The owner of the items, or <see cref="MediaUser.Service"/>.</param>
    /// <param name="selection">The items, by ids or by query.</param>
    /// <param name="options">The maximum time to wait until objects are deleted; null uses the defaults.</param>
    /// <param name="cancellationToken">Stops the operation. Completed deletions are not undone.</param>
    /// <returns>
    /// One result per item, as soon as the item cannot be read anymore, which is before its object is deleted. The operation advances only while the
    /// results are enumerated: to stop it, stop enumerating.
    /// </returns>
    /// <exception cref="MediaRejectedException">The timeout is out of range, or the query breaks a rule. Nothing was deleted.</exception>
    IAsyncEnumerable<BulkResult> DeleteManyAsync(
        MediaUser user, MediaSelection selection, DeleteMediaOptions? options = null, CancellationToken cancellationToken = default);
}
