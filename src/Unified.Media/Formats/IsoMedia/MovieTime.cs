using System.Buffers.Binary;

namespace Unified.Media;

/// <summary>Reads and converts the durations of movies and tracks: a number of ticks, and a time scale in ticks per second.</summary>
internal static class MovieTime
{
    private const int Version0Length = 20;
    private const int Version1Length = 32;

    /// <summary>Reads the time scale and the duration of a movie or media header. A duration of 0 is unknown.</summary>
    public static async ValueTask<(uint TimeScale, ulong Duration)> ReadAsync(
        ByteWindow window, BoxHeader header, CancellationToken cancellationToken)
    {
        await header.EnsureAsync(window, Version0Length, cancellationToken).ConfigureAwait(false);
        if (window.Read(header.ContentStart, 1)[0] != 1)
        {
            var numbers = window.Read(header.ContentStart + 12, 8);
            var duration = BinaryPrimitives.ReadUInt32BigEndian(numbers[4..]);
            return (BinaryPrimitives.ReadUInt32BigEndian(numbers), duration == uint.MaxValue ? 0 : duration);
        }

        await header.EnsureAsync(window, Version1Length, cancellationToken).ConfigureAwait(false);
        var longNumbers = window.Read(header.ContentStart + 20, 12);
        var longDuration = BinaryPrimitives.ReadUInt64BigEndian(longNumbers[4..]);
        return (BinaryPrimitives.ReadUInt32BigEndian(longNumbers), longDuration == ulong.MaxValue ? 0 : longDuration);
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

        var ticks = ((UInt128)duration * TimeSpan.TicksPerSecond) / timeScale;
        return ticks <= (UInt128)TimeSpan.MaxValue.Ticks
            ? TimeSpan.FromTicks((long)ticks)
            : throw MediaFormatException.Malformed(format, "its duration is out of range");
    }
}
