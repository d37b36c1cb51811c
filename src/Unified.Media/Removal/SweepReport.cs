namespace Unified.Media;

/// <summary>What a sweep did.</summary>
/// <param name="Seen">How many objects the plan had seen.</param>
/// <param name="Erased">How many objects were erased.</param>
public sealed record SweepReport(long Seen, int Erased);
