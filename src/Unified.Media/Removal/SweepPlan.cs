namespace Unified.Media;

/// <summary>The orphaned objects that a sweep would delete.</summary>
public sealed record SweepPlan
{
    /// <summary>The number of objects with a key of the library, in every bucket.</summary>
    public required long Scanned { get; init; }

    /// <summary>The scanned objects that no ledger row names.</summary>
    public required IReadOnlyList<ObjectLocation> Unreferenced { get; init; }
}
