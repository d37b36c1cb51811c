namespace Unified.Media;

/// <summary>The result of a sweep.</summary>
public sealed record SweepReport
{
    /// <summary>The number of scanned objects: the <see cref="SweepPlan.Scanned"/> of the plan.</summary>
    public long Scanned { get; init; }

    /// <summary>The number of objects that were deleted.</summary>
    public int Deleted { get; init; }
}
