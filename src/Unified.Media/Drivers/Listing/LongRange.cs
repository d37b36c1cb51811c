namespace Unified.Media.Drivers;

/// <summary>A range of numbers with inclusive ends.</summary>
/// <param name="Min">The lowest number; null when the range has no lower end.</param>
/// <param name="Max">The highest number; null when the range has no upper end.</param>
public readonly record struct LongRange(long? Min, long? Max)
{
    /// <summary>True when the range has no end. Such a range contains every number, and also unknown numbers.</summary>
    public bool IsUnbounded => Min is null && Max is null;

    /// <summary>True when the range contains no number.</summary>
    public bool IsEmpty => Min > Max;

    /// <summary>True when the number is in the range. An unknown number is in an unbounded range only.</summary>
    public bool Contains(long? number) => IsUnbounded || (number is { } known && !(known < Min) && !(known > Max));
}
