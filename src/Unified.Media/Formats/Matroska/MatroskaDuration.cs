using System.Buffers.Binary;

namespace Unified.Media;

/// <summary>Reads the duration of a segment: a floating-point number of time units, and the number of nanoseconds per unit.</summary>
internal static class MatroskaDuration
{
    private const ulong DefaultTimestampScale = 1_000_000;
    private const int NanosecondsPerTimeSpanTick = 100;

    /// <summary>Reads the duration. Returns null when it is missing, as in an unfinished recording.</summary>
    public static async ValueTask<TimeSpan?> ReadAsync(ByteWindow window, EbmlElement info, CancellationToken cancellationToken)
    {
        var (scale, duration) = (DefaultTimestampScale, 0.0);
        var reader = EbmlReader.Inside(info, window.Format);
        while (reader.MoveNext())
        {
            await window.EnsureLoadedAsync(reader.Position, reader.HeaderLength, cancellationToken).ConfigureAwait(false);
            var element = reader.Read(window.Read(reader.Position, reader.HeaderLength));
            switch (element.Id)
            {
                case EbmlId.TimestampScale:
                    await element.EnsureContentLoadedAsync(window, 8, cancellationToken).ConfigureAwait(false);
                    scale = BigEndian.ReadUnsigned(element.ReadContent(window));
                    break;
                case EbmlId.Duration:
                    await element.EnsureContentLoadedAsync(window, 8, cancellationToken).ConfigureAwait(false);
                    duration = ReadFloat(element.ReadContent(window));
                    break;
                default:
                    break;
            }
        }

        if (duration == 0)
        {
            return null;
        }

        var timeSpanTicks = duration * scale / NanosecondsPerTimeSpanTick;
        return timeSpanTicks is > 0 and < long.MaxValue
            ? TimeSpan.FromTicks((long)timeSpanTicks)
            : throw window.MalformedException("its duration is out of range");
    }

    private static double ReadFloat(ReadOnlySpan<byte> content) => content.Length switch
    {
        8 => BinaryPrimitives.ReadDoubleBigEndian(content),
        4 => BinaryPrimitives.ReadSingleBigEndian(content),
        _ => 0,
    };
}
