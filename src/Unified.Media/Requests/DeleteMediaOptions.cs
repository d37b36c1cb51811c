namespace Unified.Media;

/// <summary>Options of a deletion.</summary>
public sealed record DeleteMediaOptions
{
    /// <summary>
    /// The maximum time per item to wait until its object is deleted: zero to one hour, 2 seconds by default. Users cannot read the item
    /// either way. The janitor deletes an object that is not deleted in time; with zero, it deletes every object.
    /// </summary>
    /// <remarks>
    /// A deletion of many items returns the result of an item before its object is deleted, and deletes objects in batches where the object
    /// store can. It waits for a batch at most 10 seconds longer than for one item.
    /// </remarks>
    public TimeSpan ObjectDeletionTimeout { get; init; } = TimeSpan.FromSeconds(2);
}
