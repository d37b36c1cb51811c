namespace Unified.Media.Drivers;

/// <summary>
/// Keeps facts: a row per item, and a ledger with one row per attempt to store an object. A ledger row is <c>pending</c> (reserved),
/// <c>ready</c> (its item is visible), <c>deleting</c> (its object is to be erased) or <c>gone</c> (a tombstone). Every change of state is
/// one atomic compare-and-set, on the attempt too. An item exists exactly while its ledger row is ready. Called by the core only: arguments
/// are already valid. Safe for concurrent use. A driver raises <see cref="MediaProviderException"/> for its provider's failures, with
/// <c>OutcomeUnknown</c> where a write may have taken effect, and lets cancellation through. After 1.0 this interface grows only by members
/// with a default body or by new abilities.
/// </summary>
public interface IMediaCatalog
{
    /// <summary>A word for logs, metrics and errors: <c>sqlite</c>.</summary>
    string ProviderName { get; }

    /// <summary>The catalog's own id, made once and kept: it tells a sweep which buckets are this catalog's.</summary>
    Task<Guid> GetCatalogIdAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Grants a new attempt: a pending ledger row, whose location comes from <see cref="ObjectLayout.Locate"/>. Without an idempotency key
    /// the
    /// attempt is number 1 of a new id. With a key that the owner has used, see <see cref="ReserveStatus"/>.
    /// </summary>
    /// <exception cref="MediaConflictException">The id is taken.</exception>
    /// <exception cref="MediaAccessDeniedException">The user owns nothing: anonymous or the service.</exception>
    Task<ReserveResult> ReserveAsync(MediaUser user, ReserveRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Makes the item visible: pending → ready where id and attempt match, and the item's row in the same transaction. Again gives the same
    /// item.
    /// </summary>
    /// <returns>
    /// The item; null when the attempt is lost for certain: it was taken over, abandoned, retired, or its lease was found expired.
    /// </returns>
    Task<MediaItem?> PublishAsync(MediaUser user, PublishRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Gives an attempt up: pending → deleting where id and attempt match, to be claimed at once.
    /// </summary>
    /// <returns>False when the attempt is not pending: nothing changed, and nobody may erase its object on account of this call.</returns>
    Task<bool> AbandonAsync(MediaUser user, Reservation reservation, CancellationToken cancellationToken);

    /// <summary>
    /// Gets the items of these ids that the user may see, by <see cref="AccessRule"/>; in any order, absent ones left out.
    /// </summary>
    Task<IReadOnlyList<MediaItem>> FindAsync(MediaUser user, IReadOnlyCollection<MediaId> ids, CancellationToken cancellationToken);

    /// <summary>Lists items in the query's order, by <see cref="AccessRule"/>.</summary>
    Task<CatalogPage> ListAsync(MediaUser user, CatalogQuery query, CancellationToken cancellationToken);

    /// <summary>Counts items, by <see cref="AccessRule"/>: each group over the query less the filter of its own property.</summary>
    Task<MediaFacets> CountAsync(MediaUser user, CatalogQuery query, FacetCounting counting, CancellationToken cancellationToken);

    /// <summary>Replaces an own item's metadata and visibility where its <c>UpdatedAt</c> is still the expected one.</summary>
    /// <returns>The item as it is now; null when there is no such item of the user's, or it has changed meanwhile.</returns>
    Task<MediaItem?> UpdateAsync(MediaUser user, CatalogUpdate update, CancellationToken cancellationToken);

    /// <summary>
    /// Takes an own item away: removes its row and turns all its attempts that are pending or ready to deleting, in one transaction, to be
    /// claimed at
    /// once. From here on nobody can read it. Nothing of the row is kept in the ledger but keys.
    /// </summary>
    /// <returns>
    /// The attempts whose objects are to be erased, the same again for an item that is still deleting; null when there is no such item of
    /// the user's or it is gone.
    /// </returns>
    Task<Retirement?> RetireAsync(MediaUser user, MediaId id, CancellationToken cancellationToken);

    /// <summary>
    /// For the janitor, over all owners: turns pending rows whose lease has expired to deleting, and claims up to <paramref name="limit"/>
    /// deleting rows
    /// that are due, oldest first. A claimed row is due again after <see cref="RetryDelay"/> of its number of claims. Two callers at once
    /// claim different rows.
    /// </summary>
    Task<IReadOnlyList<LedgerObject>> ClaimUnfinishedAsync(int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Says that an attempt's object is erased: deleting → gone where id and attempt match. Any other state stays as it is.
    /// </summary>
    Task ForgetAsync(LedgerObject erased, CancellationToken cancellationToken);

    /// <summary>Removes tombstones that have been gone for longer than the retention.</summary>
    /// <returns>How many were removed.</returns>
    Task<int> PurgeAsync(TimeSpan retention, CancellationToken cancellationToken);

    /// <summary>Tells which of these locations no ledger row names that is pending, ready or deleting; of all owners.</summary>
    Task<IReadOnlyList<ObjectLocation>> FindUnreferencedAsync(
        IReadOnlyCollection<ObjectLocation> locations, CancellationToken cancellationToken);

    /// <summary>
    /// The ability of that type, null when the catalog does not have it: <see cref="IPreparable"/>. Decorators answer for what they wrap.
    /// </summary>
    TAbility? GetAbility<TAbility>()
        where TAbility : class => this as TAbility;
}
