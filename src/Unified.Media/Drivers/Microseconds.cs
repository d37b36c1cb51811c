namespace Unified.Media.Drivers;

/// <summary>Times as catalogs keep them: whole microseconds, because PostgreSQL keeps no more and every catalog must sort alike.</summary>
public static class Microseconds
{
    /// <summary>Cuts a time to whole microseconds, in UTC.</summary>
    public static DateTimeOffset Truncate(DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    /// <summary>Cuts a length of time to whole microseconds.</summary>
    public static TimeSpan Truncate(TimeSpan duration) => new(duration.Ticks - (duration.Ticks % TimeSpan.TicksPerMicrosecond));

    /// <summary>Whole microseconds since 1970-01-01T00:00:00Z.</summary>
    public static long FromDateTimeOffset(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>
    /// The first whole microsecond that is not before the time. A bound between two microseconds excludes the earlier one.
    /// </summary>
    public static long Ceiling(DateTimeOffset time)
    {
        var cut = Truncate(time);
        return FromDateTimeOffset(cut) + (cut < time ? 1 : 0);
    }

    /// <summary>The time so many microseconds after 1970-01-01T00:00:00Z.</summary>
    public static DateTimeOffset ToTime(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}
