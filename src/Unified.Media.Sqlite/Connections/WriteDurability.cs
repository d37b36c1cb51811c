namespace Unified.Media.Sqlite;

/// <summary>The durability of a committed change.</summary>
internal enum WriteDurability
{
    /// <summary>The commit waits until the change is on the disk.</summary>
    Flushed,

    /// <summary>
    /// The change survives a crash of the process, but a power failure can undo it unless a later commit has been flushed. Use it only for changes
    /// whose loss the catalog can repair.
    /// </summary>
    Written,
}
