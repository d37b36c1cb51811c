namespace Unified.Media;

/// <summary>The unreferenced objects that a sweep would delete.</summary>
public sealed record SweepPlan
{
    /// <summary>The number of objects in all buckets whose keys have the form of the library's keys.</summary>
    public required long Scanned { get; init; }

    /// <summary>The locations of the scanned objects that no ledger row names.</summary>
    public required IReadOnlyList<ObjectLocation> Unreferenced { get; init; }
}
