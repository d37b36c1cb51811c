namespace Unified.Media.Sqlite;

/// <summary>What a power failure may do to a change that was acknowledged.</summary>
internal enum WriteDurability
{
    /// <summary>Nothing: the commit waits until the disk has it.</summary>
    Flushed,

    /// <summary>
    /// It may be lost unless a later change was flushed. Safe against a crash of the process. Only for changes whose loss the protocol does
    /// not notice.
    /// </summary>
    Written,
}
