namespace Unified.Media;

/// <summary>What a dry run of the sweeper found.</summary>
/// <param name="Seen">How many objects with keys of the library's there are.</param>
/// <param name="Unreferenced">Those of them that no ledger row names.</param>
public sealed record SweepPlan(long Seen, IReadOnlyList<ObjectLocation> Unreferenced);
