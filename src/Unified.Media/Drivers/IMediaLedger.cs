namespace Unified.Media.Drivers;

/// <summary>
/// The ledger of a catalog: one row per attempt to store an object. A row is <c>pending</c> (reserved), <c>ready</c> (its object is complete),
/// <c>deleting</c> (its object is to be deleted) or <c>gone</c> (a tombstone). Every change of state is one atomic compare-and-set, on the
/// attempt too.
/// </summary>
public interface IMediaLedger
{
    /// <summary>
    /// Grants a new attempt: a pending row, whose location comes from <see cref="ObjectLayout.Locate"/>. Without an idempotency key the attempt
    /// is number 1 of a new id. With a key that the owner has used, see <see cref="ReserveStatus"/>.
    /// </summary>
    /// <exception cref="MediaConflictException">The id is taken.</exception>
    /// <exception cref="MediaAccessDeniedException">The user owns nothing: anonymous or the service.</exception>
    Task<ReserveResult> ReserveAsync(MediaUser user, ReserveRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Makes the item visible: pending → ready where id and attempt match, and the item's row in the same transaction. Again gives the same
    /// item.
    /// </summary>
    /// <returns>
    /// The item; null when the attempt is lost for certain: it was taken over, abandoned or deleted, or its lease was found expired.
    /// </returns>
    Task<MediaItem?> PublishAsync(MediaUser user, PublishRequest request, CancellationToken cancellationToken);

    /// <summary>Gives an attempt up: pending → deleting where id and attempt match, due for the janitor at once.</summary>
    /// <returns>False when the attempt is not pending: nothing changed, and the caller must not delete its object.</returns>
    Task<bool> AbandonAsync(MediaUser user, Reservation reservation, CancellationToken cancellationToken);

    /// <summary>
    /// For the janitor, over all owners: turns pending rows whose lease has expired to deleting, and claims up to <paramref name="limit"/>
    /// deleting rows that are due, oldest first. A claimed row is due again after <see cref="RetryDelay"/> of its number of claims. Two
    /// callers at once claim different rows.
    /// </summary>
    Task<IReadOnlyList<LedgerObject>> ClaimUnfinishedAsync(int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Records that an attempt's object is deleted: deleting → gone where id and attempt match. Any other state stays as it is.
    /// </summary>
    Task CompleteDeletionAsync(LedgerObject deleted, CancellationToken cancellationToken);

    /// <summary>Removes tombstones that have been gone for longer than the retention.</summary>
    /// <returns>How many were removed.</returns>
    Task<int> PurgeAsync(TimeSpan retention, CancellationToken cancellationToken);

    /// <summary>Finds the locations that no pending, ready or deleting row of any owner names.</summary>
    Task<IReadOnlyList<ObjectLocation>> FindUnreferencedAsync(
        IReadOnlyCollection<ObjectLocation> locations, CancellationToken cancellationToken);
}
