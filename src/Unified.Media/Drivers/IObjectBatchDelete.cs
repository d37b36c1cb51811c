namespace Unified.Media.Drivers;

/// <summary>The ability to delete many objects with one call.</summary>
public interface IObjectBatchDelete
{
    /// <summary>The maximum number of objects per call; at least 1. The core passes no more.</summary>
    int MaxBatchSize { get; }

    /// <summary>
    /// Deletes objects and says of each whether it is gone. An absent object is success. A location may be given twice, and one that cannot
    /// be deleted keeps no other from being deleted.
    /// </summary>
    /// <param name="locations">At most <see cref="MaxBatchSize"/> objects, in any buckets.</param>
    /// <param name="cancellationToken">
    /// Cancels; some of the objects may be gone then. A driver that knows of some of them returns what it knows, with errors for the others, and
    /// throws <see cref="OperationCanceledException"/> only where it knows nothing.
    /// </param>
    /// <returns>One result per location, in the same order. With another number of results, the call counts as failed.</returns>
    /// <exception cref="MediaProviderException">The call failed as a whole: each of the objects may be gone, or still be there.</exception>
    Task<IReadOnlyList<ObjectDeleteResult>> DeleteManyAsync(
        IReadOnlyList<ObjectLocation> locations, CancellationToken cancellationToken);
}
