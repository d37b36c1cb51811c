namespace Unified.Media;

/// <summary>Options for deleting items.</summary>
public sealed record DeleteMediaOptions
{
    /// <summary>
    /// The maximum time per item to wait until its object is deleted: zero to one hour, 2 seconds by default. The item cannot be read
    /// anymore, even if its object is not deleted in time. The janitor deletes the object later in this case. With zero, the call leaves all
    /// objects to the janitor.
    /// </summary>
    /// <remarks>
    /// <see cref="IUnifiedMediaStore.DeleteManyAsync"/> returns the result of an item before its object is deleted. Where the object store supports
    /// batches, it waits for a batch at most 10 seconds longer than for one item.
    /// </remarks>
    public TimeSpan ObjectDeletionTimeout { get; init; } = TimeSpan.FromSeconds(2);
}
