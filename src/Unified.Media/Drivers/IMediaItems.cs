namespace Unified.Media.Drivers;

/// <summary>
/// The items of a catalog, as users see them. An item exists exactly while the ledger row of its original is ready:
/// <see cref="IMediaLedger.PublishAsync"/> creates it, <see cref="MarkDeletedAsync"/> deletes it.
/// </summary>
public interface IMediaItems
{
    /// <summary>
    /// Returns the items with the ids, in any order. Items that are absent or that the user may not read according to
    /// <see cref="AccessRule"/> are omitted.
    /// </summary>
    Task<IReadOnlyList<MediaItem>> FindAsync(MediaUser user, IReadOnlyCollection<MediaId> ids, CancellationToken cancellationToken);

    /// <summary>
    /// Returns one page of the items that match a filter. <see cref="CatalogFilter.Scope"/> determines which items the user may read.
    /// </summary>
    Task<CatalogPage> ListAsync(MediaUser user, CatalogQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// Counts the items that match a filter. Each group of counts ignores the filter condition on the field that it
    /// counts; see <see cref="CatalogFilter.Without"/>.
    /// </summary>
    Task<MediaFacets> CountAsync(MediaUser user, CatalogFilter filter, FacetOptions options, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces the metadata and visibility of an item if its <c>UpdatedAt</c> equals <see cref="CatalogUpdate.ExpectedUpdatedAt"/>.
    /// </summary>
    /// <returns>The changed item; null when the item is absent, the user may not change it, or it has changed in the meantime.</returns>
    Task<MediaItem?> UpdateAsync(MediaUser user, CatalogUpdate update, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes an item, but not its objects. In one transaction the method removes the row of the item with its metadata, and changes all pending
    /// and ready attempts to deleting. The ledger retains the id and the object keys. The janitor can claim the attempts immediately. The caller
    /// may delete their objects before that.
    /// </summary>
    /// <returns>
    /// The attempts whose objects remain to be deleted. A repeated call returns the same attempts while they are deleting. Null when the item is
    /// absent or gone, or the user may not delete it.
    /// </returns>
    Task<DeletedMedia?> MarkDeletedAsync(MediaUser user, MediaId id, CancellationToken cancellationToken);
}
