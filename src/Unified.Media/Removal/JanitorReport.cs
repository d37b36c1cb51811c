namespace Unified.Media;

/// <summary>The result of one run of the janitor.</summary>
public sealed record JanitorReport
{
    /// <summary>The number of ledger rows that were due, each with an object to delete.</summary>
    public int Claimed { get; init; }

    /// <summary>The number of claimed rows whose object was deleted. The others are retried later, at growing intervals.</summary>
    public int Deleted { get; init; }

    /// <summary>The number of tombstones that were removed because their retention ended.</summary>
    public int Purged { get; init; }
}
