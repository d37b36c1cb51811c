namespace Unified.Media;

/// <summary>The result of one run of the janitor.</summary>
public sealed record JanitorReport
{
    /// <summary>The number of ledger rows that were due. Each row names one object to delete.</summary>
    public int Claimed { get; init; }

    /// <summary>The number of claimed rows whose object was deleted. Later runs retry the other rows, after increasing delays.</summary>
    public int Deleted { get; init; }

    /// <summary>
    /// The number of tombstones that were removed because <see cref="UnifiedMediaOptions.TombstoneRetention"/> had passed.
    /// </summary>
    public int Purged { get; init; }
}
