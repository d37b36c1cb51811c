namespace Unified.Media.Drivers;

/// <summary>Conversions to whole microseconds, the precision of times in PostgreSQL. Every catalog uses it, so that all sort alike.</summary>
public static class Microseconds
{
    /// <summary>Truncates a time to whole microseconds and converts it to UTC.</summary>
    public static DateTimeOffset Truncate(DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    /// <summary>Truncates a duration to whole microseconds.</summary>
    public static TimeSpan Truncate(TimeSpan duration) => new(duration.Ticks - (duration.Ticks % TimeSpan.TicksPerMicrosecond));

    /// <summary>Returns the whole microseconds from 1970-01-01T00:00:00Z to the time.</summary>
    public static long FromDateTimeOffset(DateTimeOffset time) =>
        (time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>
    /// Returns the first whole microsecond that is not before the time, as in <see cref="FromDateTimeOffset"/>. A lower bound between two
    /// microseconds excludes the earlier one.
    /// </summary>
    public static long Ceiling(DateTimeOffset time)
    {
        var truncated = Truncate(time);
        return FromDateTimeOffset(truncated) + (truncated < time ? 1 : 0);
    }

    /// <summary>Returns the time that is the number of microseconds after 1970-01-01T00:00:00Z.</summary>
    public static DateTimeOffset ToDateTimeOffset(long microseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}
