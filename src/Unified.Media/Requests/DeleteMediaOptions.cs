namespace Unified.Media;

/// <summary>How to delete.</summary>
public sealed class DeleteMediaOptions
{
    /// <summary>
    /// The maximum time per item to wait until its object is deleted: zero to one hour, 2 seconds by default. Users cannot read the item
    /// either way. The janitor deletes an object that is not deleted in time; with zero, it deletes every object.
    /// </summary>
    /// <remarks>
    /// A deletion of many items answers for an item before its object is deleted: objects go together, a batch with one call where the object
    /// store can. It waits for a batch at most 10 seconds longer than for one item.
    /// </remarks>
    public TimeSpan ObjectDeletionTimeout { get; init; } = TimeSpan.FromSeconds(2);
}
