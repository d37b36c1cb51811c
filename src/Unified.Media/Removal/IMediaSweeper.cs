namespace Unified.Media;

/// <summary>
/// Finds and deletes unreferenced objects: objects that no ledger row names. For example, the object store may report an upload as failed,
/// although it has stored the object. Ignores keys that do not have the form of the library's keys, and deletes only in buckets that have the
/// marker of this catalog. Call <see cref="PlanAsync"/>, review the plan, then call <see cref="SweepAsync"/>. The service is a singleton and is
/// safe for concurrent use.
/// </summary>
public interface IMediaSweeper
{
    /// <summary>Finds unreferenced objects in every bucket. Deletes nothing.</summary>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <returns>The unreferenced objects and the number of objects that were scanned.</returns>
    /// <exception cref="MediaProviderException">The object store cannot list objects (<c>not_supported</c>), or a driver failed.</exception>
    Task<SweepPlan> PlanAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes the objects of a plan that are still unreferenced. Rejects a plan with more than 100 objects if they are also more than 1 % of the
    /// scanned objects: so many unreferenced objects usually mean that the catalog and the object store do not belong together. Writes the marker of
    /// this catalog to a bucket that has none.
    /// </summary>
    /// <param name="plan">The plan that <see cref="PlanAsync"/> made.</param>
    /// <param name="confirmMany">True to sweep a plan that would otherwise be rejected for its size. False by default.</param>
    /// <param name="cancellationToken">Stops after the call to the object store that is in progress.</param>
    /// <returns>The number of objects that the plan scanned, and the number of objects that were deleted.</returns>
    /// <exception cref="MediaConflictException">
    /// <c>sweep_too_large</c>: the plan is too large and was not confirmed. <c>foreign_bucket</c>: a bucket has the marker of another catalog.
    /// Nothing was deleted.
    /// </exception>
    /// <exception cref="MediaProviderException">A driver failed. Some of the objects may have been deleted.</exception>
    Task<SweepReport> SweepAsync(SweepPlan plan, bool confirmMany = false, CancellationToken cancellationToken = default);
}
