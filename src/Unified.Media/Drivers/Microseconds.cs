namespace Unified.Media.Drivers;

/// <summary>
/// Converts times to whole microseconds, the precision of PostgreSQL. Every catalog uses these conversions, so that all catalogs sort
/// in the same order.
/// </summary>
public static class Microseconds
{
    /// <summary>Truncates a time to whole microseconds and converts it to UTC.</summary>
    public static DateTimeOffset Truncate(DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    /// <summary>Truncates a duration to whole microseconds.</summary>
    public static TimeSpan Truncate(TimeSpan duration) => new(duration.Ticks - (duration.Ticks % TimeSpan.TicksPerMicrosecond));

    /// <summary>Converts a time to microseconds since 1970-01-01T00:00:00Z, and truncates the fraction.</summary>
    public static long FromDateTimeOffset(DateTimeOffset time) =>
        (time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>
    /// Converts a time like <see cref="FromDateTimeOffset"/>, but rounds up to the next whole microsecond. Use it for lower bounds, so that a
    /// bound between two microseconds excludes the earlier one.
    /// </summary>
    public static long Ceiling(DateTimeOffset time)
    {
        var truncated = Truncate(time);
        return FromDateTimeOffset(truncated) + (truncated < time ? 1 : 0);
    }

    /// <summary>Converts microseconds since 1970-01-01T00:00:00Z to a UTC time.</summary>
    public static DateTimeOffset ToDateTimeOffset(long microseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}
