namespace Unified.Media.Drivers;

/// <summary>
/// A range of an order's index. It has one comparison at either end, because an index is entered at one point: a second comparison would be
/// checked row by row from there.
/// </summary>
/// <param name="After">The position after which the range begins; null when it begins with <paramref name="First"/>.</param>
/// <param name="First">The first value, included; null when the range begins at the start or after a position.</param>
/// <param name="Last">The last value, included; null when the range goes to the end.</param>
public readonly record struct KeysetRange(PagePosition? After, long? First, long? Last);
