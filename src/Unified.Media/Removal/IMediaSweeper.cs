namespace Unified.Media;

/// <summary>
/// Finds and deletes orphaned objects: objects that no ledger row names, for example after an upload that the object store reported as failed but
/// stored. Considers only keys that the library composes, and deletes only in buckets that carry this catalog's mark. Review the plan, then sweep
/// it. A singleton, safe for concurrent use.
/// </summary>
public interface IMediaSweeper
{
    /// <summary>Finds orphaned objects in every bucket. Deletes nothing.</summary>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>The orphaned objects and the number of objects that were scanned.</returns>
    /// <exception cref="MediaProviderException">The object store cannot list objects (<c>not_supported</c>), or a driver failed.</exception>
    Task<SweepPlan> PlanAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes the objects of a plan that are still orphaned. Rejects a plan of more than 100 objects that are also more than 1 % of all scanned
    /// objects: so many orphans usually mean that catalog and object store do not belong together.
    /// </summary>
    /// <param name="plan">The plan that <see cref="PlanAsync"/> made.</param>
    /// <param name="confirmMany">True to sweep a plan that would be rejected for its size.</param>
    /// <param name="cancellationToken">Stops after the call to the object store that is in progress.</param>
    /// <returns>The number of deleted objects.</returns>
    /// <exception cref="MediaConflictException">
    /// <c>sweep_too_large</c>: the plan is too large and was not confirmed. <c>foreign_bucket</c>: a bucket carries another catalog's mark.
    /// Nothing was deleted.
    /// </exception>
    /// <exception cref="MediaProviderException">A driver failed. Some of the objects may have been deleted.</exception>
    Task<SweepReport> SweepAsync(SweepPlan plan, bool confirmMany = false, CancellationToken cancellationToken = default);
}
