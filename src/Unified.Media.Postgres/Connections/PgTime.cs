using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>
/// A time as PostgreSQL stores it: microseconds since 2000, or minus or plus infinity. A row without a creation time is sorted as if it had
/// minus infinity, which converts to <see cref="DateTimeOffset.MinValue"/>.
/// </summary>
internal readonly record struct PgTime(long Raw)
{
    private static readonly DateTimeOffset Epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly long EpochMicroseconds = Microseconds.FromDateTimeOffset(Epoch);
    private static readonly long Earliest = Microseconds.FromDateTimeOffset(DateTimeOffset.MinValue);
    private static readonly long Latest = Microseconds.FromDateTimeOffset(DateTimeOffset.MaxValue);

    public static PgTime MinusInfinity => new(long.MinValue);

    /// <summary>Microseconds since 1970.</summary>
    public long UnixMicroseconds => Raw switch
    {
        long.MinValue => Earliest,
        long.MaxValue => Latest,
        _ => Math.Clamp(Raw, Earliest - EpochMicroseconds, Latest - EpochMicroseconds) + EpochMicroseconds,
    };

    public static PgTime FromDateTimeOffset(DateTimeOffset time) => FromUnixMicroseconds(Microseconds.FromDateTimeOffset(time));

    public static PgTime FromUnixMicroseconds(long microseconds) => microseconds <= Earliest ? MinusInfinity : new(microseconds - EpochMicroseconds);

    public DateTimeOffset ToDateTimeOffset() => Microseconds.ToDateTimeOffset(UnixMicroseconds);
}
