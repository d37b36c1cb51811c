namespace Unified.Media;

/// <summary>What one run of the janitor did.</summary>
/// <param name="Claimed">Ledger rows whose objects were to be erased.</param>
/// <param name="Erased">How many of them are erased. The others are tried again later, at growing intervals.</param>
/// <param name="Purged">Tombstones that were old enough to go.</param>
public sealed record JanitorReport(int Claimed, int Erased, int Purged);
