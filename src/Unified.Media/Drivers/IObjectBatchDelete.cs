namespace Unified.Media.Drivers;

/// <summary>The ability to delete many objects with one call.</summary>
public interface IObjectBatchDelete
{
    /// <summary>The maximum number of objects per call; at least 1. The core never exceeds it.</summary>
    int MaxBatchSize { get; }

    /// <summary>
    /// Deletes objects and returns a result per object. Deleting an absent object succeeds. A location may occur twice. A failed deletion does
    /// not prevent the deletion of the other objects.
    /// </summary>
    /// <param name="locations">At most <see cref="MaxBatchSize"/> objects, in any buckets.</param>
    /// <param name="cancellationToken">
    /// Cancels the call; some objects may already be deleted. A driver that knows the result of some objects returns it, with errors for the
    /// others. It throws <see cref="OperationCanceledException"/> only when it knows the result of no object.
    /// </param>
    /// <returns>One result per location, in the same order. A different number of results counts as a failed call.</returns>
    /// <exception cref="MediaProviderException">The whole call failed. Any of the objects may be deleted or not.</exception>
    Task<IReadOnlyList<ObjectDeleteResult>> DeleteManyAsync(
        IReadOnlyList<ObjectLocation> locations, CancellationToken cancellationToken);
}
