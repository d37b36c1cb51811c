namespace Unified.Media;

/// <summary>How to delete.</summary>
public sealed class MediaDeletion
{
    /// <summary>
    /// How long the call may wait for the object's bytes to be erased, per item; 2 seconds by default. The item is gone either way: what is
    /// not erased in time, the janitor erases. Zero leaves all of it to the janitor; one hour at most.
    /// </summary>
    public TimeSpan EraseWithin { get; init; } = TimeSpan.FromSeconds(2);
}
