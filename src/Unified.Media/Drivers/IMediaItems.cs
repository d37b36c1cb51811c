namespace Unified.Media.Drivers;

/// <summary>
/// The items of a catalog, as users see them. Every member takes a user and asks about items, never about attempts. An item exists exactly
/// while its original's ledger row is ready: <see cref="IMediaLedger.PublishAsync"/> makes it, <see cref="MarkDeletedAsync"/> ends it.
/// </summary>
public interface IMediaItems
{
    /// <summary>Gets the items of these ids that the user may see, by <see cref="AccessRule"/>; in any order, absent ones left out.</summary>
    Task<IReadOnlyList<MediaItem>> FindAsync(MediaUser user, IReadOnlyCollection<MediaId> ids, CancellationToken cancellationToken);

    /// <summary>Lists the items of a filter in an order, page by page. What the user may see is the filter's <see cref="CatalogFilter.Access"/>.</summary>
    Task<CatalogPage> ListAsync(MediaUser user, CatalogQuery query, CancellationToken cancellationToken);

    /// <summary>Counts the items of a filter: each group of values over <see cref="CatalogFilter.Without"/> its own field.</summary>
    Task<MediaFacets> CountAsync(MediaUser user, CatalogFilter filter, FacetOptions counting, CancellationToken cancellationToken);

    /// <summary>Replaces an own item's metadata and visibility where its <c>UpdatedAt</c> is still the expected one.</summary>
    /// <returns>The item as it is now; null when there is no such item of the user's, or it has changed meanwhile.</returns>
    Task<MediaItem?> UpdateAsync(MediaUser user, CatalogUpdate update, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes an own item for its users: removes its row and turns all its attempts that are pending or ready to deleting, in one
    /// transaction. From here on no user can read it. The ledger keeps nothing of the row but keys. The attempts are due for the janitor at
    /// once; the caller may delete their objects first.
    /// </summary>
    /// <returns>
    /// The attempts whose objects are to be deleted, the same again for an item that is still deleting; null when there is no such item of
    /// the user's or it is gone.
    /// </returns>
    Task<DeletedMedia?> MarkDeletedAsync(MediaUser user, MediaId id, CancellationToken cancellationToken);
}
