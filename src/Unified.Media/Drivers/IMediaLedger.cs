namespace Unified.Media.Drivers;

/// <summary>
/// The ledger of a catalog: one row per attempt to store an object of an item in a role. A row is <c>pending</c> (reserved), <c>ready</c> (its
/// object is complete), <c>deleting</c> (its object is to be deleted) or <c>gone</c> (a tombstone). Every change of state is one atomic
/// compare-and-set, on the role and the attempt too. A role other than the original's has at most one row that is pending or ready, and that
/// only while its item's original is ready.
/// </summary>
public interface IMediaLedger
{
    /// <summary>
    /// Grants a new attempt: a pending row, whose location comes from <see cref="ObjectLayout.Locate"/>. Without an idempotency key the
    /// original's attempt is number 1 of a new id. With a key that the owner has used, and in any other role, see <see cref="ReserveStatus"/>.
    /// The number of an attempt is never used again for the same item and role.
    /// </summary>
    /// <exception cref="MediaConflictException">The id is taken; or the item has an object that is ready in this role.</exception>
    /// <exception cref="MediaNotFoundException">
    /// The role is not the original's, and the user owns no item of this id that is visible.
    /// </exception>
    /// <exception cref="MediaAccessDeniedException">The user owns nothing: anonymous or the service.</exception>
    Task<ReserveResult> ReserveAsync(MediaUser user, ReserveRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Makes the item visible: pending → ready where id and attempt of its original match, and the item's row in the same transaction. Again
    /// gives the same item.
    /// </summary>
    /// <returns>
    /// The item; null when the attempt is lost for certain: it was taken over, abandoned or deleted, or its lease was found expired.
    /// </returns>
    Task<MediaItem?> PublishAsync(MediaUser user, PublishRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Records that the object of an attempt in a role other than the original's is complete: pending → ready where id, role and attempt match
    /// and the item is visible. The item's row stays as it is. Again gives true again.
    /// </summary>
    /// <returns>
    /// False when the attempt is lost for certain: it was taken over or abandoned, its lease was found expired, or the item is deleted. Also
    /// for an original, which only <see cref="PublishAsync"/> makes ready.
    /// </returns>
    Task<bool> ConfirmAsync(MediaUser user, ConfirmRequest request, CancellationToken cancellationToken);

    /// <summary>Gives an attempt up: pending → deleting where id, role and attempt match, due for the janitor at once.</summary>
    /// <returns>False when the attempt is not pending: nothing changed, and the caller must not delete its object.</returns>
    Task<bool> AbandonAsync(MediaUser user, Reservation reservation, CancellationToken cancellationToken);

    /// <summary>
    /// For the janitor, over all owners: turns pending rows whose lease has expired to deleting, and claims up to <paramref name="limit"/>
    /// deleting rows that are due, oldest first. A claimed row is due again after <see cref="RetryDelay"/> of its number of claims. Two
    /// callers at once claim different rows.
    /// </summary>
    Task<IReadOnlyList<LedgerObject>> ClaimUnfinishedAsync(int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Records that an attempt's object is deleted: deleting → gone where id, role and attempt match. Any other state stays as it is.
    /// </summary>
    Task CompleteDeletionAsync(LedgerObject deleted, CancellationToken cancellationToken);

    /// <summary>
    /// Removes tombstones that have been gone for longer than the retention, but none that is needed so that no attempt's number is used again.
    /// </summary>
    /// <returns>How many were removed.</returns>
    Task<int> PurgeAsync(TimeSpan retention, CancellationToken cancellationToken);

    /// <summary>Finds the locations that no pending, ready or deleting row of any owner names.</summary>
    Task<IReadOnlyList<ObjectLocation>> FindUnreferencedAsync(
        IReadOnlyCollection<ObjectLocation> locations, CancellationToken cancellationToken);
}
