using System.Buffers.Binary;

namespace Unified.Media;

/// <summary>How long a segment plays: a floating-point number of ticks, and how many nanoseconds a tick is.</summary>
internal static class MatroskaDuration
{
    private const ulong UsualScale = 1_000_000;
    private const int NanosecondsPerTick = 100;

    /// <summary>Null where the segment does not know: a recording that was never finished.</summary>
    public static async ValueTask<TimeSpan?> ReadAsync(ByteWindow window, EbmlElement info, CancellationToken cancellationToken)
    {
        var (scale, duration) = (UsualScale, 0.0);
        var walk = EbmlWalk.Inside(info, window.Format);
        while (walk.MoveOn())
        {
            await window.EnsureAsync(walk.Position, walk.HeaderLength, cancellationToken).ConfigureAwait(false);
            var element = walk.Read(window.Read(walk.Position, walk.HeaderLength));
            switch (element.Id)
            {
                case EbmlId.TimestampScale:
                    await element.EnsureAllAsync(window, 8, cancellationToken).ConfigureAwait(false);
                    scale = BigEndian.ReadUnsigned(element.All(window));
                    break;
                case EbmlId.Duration:
                    await element.EnsureAllAsync(window, 8, cancellationToken).ConfigureAwait(false);
                    duration = ReadFloat(element.All(window));
                    break;
                default:
                    break;
            }
        }

        if (duration == 0)
        {
            return null;
        }

        var ticks = duration * scale / NanosecondsPerTick;
        return ticks is > 0 and < long.MaxValue
            ? TimeSpan.FromTicks((long)ticks)
            : throw window.Malformed("its duration is impossible");
    }

    private static double ReadFloat(ReadOnlySpan<byte> content) => content.Length switch
    {
        8 => BinaryPrimitives.ReadDoubleBigEndian(content),
        4 => BinaryPrimitives.ReadSingleBigEndian(content),
        _ => 0,
    };
}
