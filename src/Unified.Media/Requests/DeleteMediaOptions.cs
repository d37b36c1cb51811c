namespace Unified.Media;

/// <summary>Options for deleting items.</summary>
public sealed record DeleteMediaOptions
{
    /// <summary>
    /// The maximum time per item to wait until its object is deleted: zero to one hour, 2 seconds by default. The item cannot be read in either case.
    /// The janitor deletes objects that were not deleted in time. With zero, the call deletes no objects and leaves them all to the janitor.
    /// </summary>
    /// <remarks>
    /// <see cref="IUnifiedMediaStore.DeleteManyAsync"/> returns the result of an item before its object is deleted. Where the object store supports
    /// batches, it waits for a batch at most 10 seconds longer than for one item.
    /// </remarks>
    public TimeSpan ObjectDeletionTimeout { get; init; } = TimeSpan.FromSeconds(2);
}
