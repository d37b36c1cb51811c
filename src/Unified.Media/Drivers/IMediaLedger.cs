namespace Unified.Media.Drivers;

/// <summary>
/// The ledger of a catalog: one row per attempt to store an object of an item in a role. A row is <c>pending</c> (reserved), <c>ready</c> (the
/// object is complete), <c>deleting</c> (the object is to be deleted) or <c>gone</c> (a tombstone).
/// </summary>
/// <remarks>
/// Every change of state is one atomic compare-and-set on id, role and attempt. A derived role has at most one pending or ready row, and only
/// while the original of its item is ready.
/// </remarks>
public interface IMediaLedger
{
    /// <summary>
    /// Creates a new attempt: a pending row whose location is composed by <see cref="ObjectLayout.Locate"/>. Without an idempotency key, the
    /// original is attempt 1 of a new id. For a repeated key and for derived roles see <see cref="ReserveStatus"/>. The number of an attempt is
    /// never reused for the same item and role.
    /// </summary>
    /// <exception cref="MediaConflictException">The id exists, or the item already has a ready object in this role.</exception>
    /// <exception cref="MediaNotFoundException">The role is derived, and the user owns no item with this id.</exception>
    /// <exception cref="MediaAccessDeniedException">The user is anonymous or the service, which own no items.</exception>
    Task<ReserveResult> ReserveAsync(MediaUser user, ReserveRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Creates an item whose original is complete. In one transaction the method changes the row of the original from pending to ready, where id
    /// and attempt match, and inserts the row of the item. A repeated call returns the same item.
    /// </summary>
    /// <returns>
    /// The item; null when the attempt is definitely lost, because it was replaced, abandoned or deleted, or the janitor claimed it.
    /// </returns>
    Task<MediaItem?> PublishAsync(MediaUser user, PublishRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Records that the object of a derived role is complete. The method changes the ledger row from pending to ready where id, role and attempt
    /// match and the item exists. The row of the item does not change. A repeated call also returns true.
    /// </summary>
    /// <returns>
    /// False when the attempt is definitely lost, because it was replaced or abandoned, the janitor claimed it, or the item is deleted. Also
    /// false for an original, which only <see cref="PublishAsync"/> makes ready.
    /// </returns>
    Task<bool> ConfirmAsync(MediaUser user, ConfirmRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Abandons an attempt. The method changes the row from pending to deleting where id, role and attempt match. The janitor can
    /// claim the row immediately.
    /// </summary>
    /// <returns>False when the attempt is not pending. In that case nothing has changed, and the caller must not delete the object.</returns>
    Task<bool> AbandonAsync(MediaUser user, Reservation reservation, CancellationToken cancellationToken);

    /// <summary>
    /// Claims rows of all owners for the janitor. The method changes pending rows with an expired lease to deleting, then returns up
    /// to <paramref name="limit"/> deleting rows that are due, oldest first. A claimed row is due for its next claim after
    /// <see cref="ClaimRetryDelay"/>. Concurrent calls return different rows.
    /// </summary>
    Task<IReadOnlyList<LedgerObject>> ClaimUnfinishedAsync(int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Records that the object of an attempt is deleted. The method changes the row from deleting to gone where id, role and attempt match. A row in
    /// another state does not change.
    /// </summary>
    Task CompleteDeletionAsync(LedgerObject deleted, CancellationToken cancellationToken);

    /// <summary>
    /// Removes tombstones that are older than the retention. A catalog may keep a tombstone longer to avoid reusing its attempt number.
    /// </summary>
    /// <returns>The number of removed tombstones.</returns>
    Task<int> PurgeAsync(TimeSpan retention, CancellationToken cancellationToken);

    /// <summary>Returns the locations that no pending, ready or deleting row of any owner contains.</summary>
    Task<IReadOnlyList<ObjectLocation>> FindUnreferencedAsync(
        IReadOnlyCollection<ObjectLocation> locations, CancellationToken cancellationToken);
}
