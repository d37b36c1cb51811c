using System.Buffers.Binary;

namespace Unified.Media;

/// <summary>Reads and converts the durations of movies and tracks: a number of time units, and a time scale in units per second.</summary>
internal static class MovieTime
{
    private const int Version0Length = 20;
    private const int Version1Length = 32;

    /// <summary>Reads the time scale and the duration of a movie or media header. A duration of 0 means that it is unknown.</summary>
    public static async ValueTask<(uint TimeScale, ulong Duration)> ReadAsync(
        ByteWindow window, BoxHeader header, CancellationToken cancellationToken)
    {
        await header.EnsureLoadedAsync(window, Version0Length, cancellationToken).ConfigureAwait(false);
        if (window.Read(header.ContentStart, 1)[0] != 1)
        {
            var fields = window.Read(header.ContentStart + 12, 8);
            var duration = BinaryPrimitives.ReadUInt32BigEndian(fields[4..]);
            return (BinaryPrimitives.ReadUInt32BigEndian(fields), duration == uint.MaxValue ? 0 : duration);
        }

        await header.EnsureLoadedAsync(window, Version1Length, cancellationToken).ConfigureAwait(false);
        var longFields = window.Read(header.ContentStart + 20, 12);
        var longDuration = BinaryPrimitives.ReadUInt64BigEndian(longFields[4..]);
        return (BinaryPrimitives.ReadUInt32BigEndian(longFields), longDuration == ulong.MaxValue ? 0 : longDuration);
    }

    /// <summary>Returns the duration; null when it is unknown.</summary>
    public static TimeSpan? ToTimeSpan(ulong duration, uint timeScale, MediaFormat format)
    {
        if (duration == 0)
        {
            return null;
        }

        if (timeScale == 0)
        {
            throw MediaFormatException.Malformed(format, "its time scale is zero");
        }

        var timeSpanTicks = ((UInt128)duration * TimeSpan.TicksPerSecond) / timeScale;
        return timeSpanTicks <= (UInt128)TimeSpan.MaxValue.Ticks
            ? TimeSpan.FromTicks((long)timeSpanTicks)
            : throw MediaFormatException.Malformed(format, "its duration is out of range");
    }
}
