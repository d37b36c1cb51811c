namespace Unified.Media;

/// <summary>How to delete.</summary>
public sealed class DeleteMediaOptions
{
    /// <summary>
    /// How long the call may wait for the object's bytes to be erased, per item; 2 seconds by default. The item is gone either way: what is
    /// not erased in time, the janitor erases. Zero leaves all of it to the janitor; one hour at most.
    /// </summary>
    /// <remarks>
    /// A deletion of many items answers for an item before its object is deleted: objects go together, a batch with one call where the object
    /// store can. It waits for a batch at most 10 seconds longer than for one item.
    /// </remarks>
    public TimeSpan EraseWithin { get; init; } = TimeSpan.FromSeconds(2);
}
