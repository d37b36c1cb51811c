namespace Unified.Media.Drivers;

/// <summary>
/// A range of the index of an order. It has one comparison at either end, because the scan of an index begins at one point: a second comparison
/// would be checked row by row from there.
/// </summary>
/// <param name="After">The position after which the range begins; null if it begins with <paramref name="First"/>.</param>
/// <param name="First">The first value, inclusive; null if the range begins at the start or after a position.</param>
/// <param name="Last">The last value, inclusive; null if the range has no end.</param>
public readonly record struct KeysetRange(PagePosition? After, long? First, long? Last);
