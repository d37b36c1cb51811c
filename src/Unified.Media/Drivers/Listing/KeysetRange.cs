namespace Unified.Media.Drivers;

/// <summary>
/// A range of the index that a list reads in order. Each end has at most one condition, because an index scan starts at one point and would check
/// a second condition row by row.
/// </summary>
/// <param name="After">
/// The position after which the range begins; null if the range begins with <paramref name="First"/> or at the start of the index.
/// </param>
/// <param name="First">The first value, inclusive; null if the range begins at the start of the index or after a position.</param>
/// <param name="Last">The last value, inclusive; null if the range has no end.</param>
public readonly record struct KeysetRange(PagePosition? After, long? First, long? Last);
