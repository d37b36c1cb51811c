using System.Buffers.Binary;

namespace Unified.Media;

/// <summary>Reads the movie box of MP4, M4V and QuickTime files, at any position in the file. Sample tables are skipped.</summary>
internal static class MovieHeader
{
    public static async ValueTask<ContentProperties> ReadAsync(
        MediaFormat format, SeekableContent content, CancellationToken cancellationToken)
    {
        using var window = ByteWindow.ForHeader(content, format);
        var reader = BoxReader.ForFile(window);
        while (reader.MoveNext())
        {
            await window.EnsureLoadedAsync(reader.Position, reader.HeaderLength, cancellationToken).ConfigureAwait(false);
            var box = reader.Read(window.Read(reader.Position, reader.HeaderLength));
            if (box.Type == BoxType.Moov)
            {
                var (track, duration) = await ReadAsync(window, box, BoxType.VideoHandler, cancellationToken).ConfigureAwait(false);
                return track.Handler == 0 ? throw window.MalformedException("it has no video track") : ToProperties(format, track, duration);
            }
        }

        throw window.TruncatedException();
    }

    /// <summary>
    /// Reads the first track with the handler, and the duration of the movie. The handler of the result is 0 when there is no such track.
    /// </summary>
    public static async ValueTask<(MovieTrack Track, TimeSpan? Duration)> ReadAsync(
        ByteWindow window, BoxHeader moov, uint handler, CancellationToken cancellationToken)
    {
        var track = default(MovieTrack);
        var (timeScale, duration) = (0u, 0ul);
        var reader = BoxReader.Inside(moov, 0, window.Format);
        while ((duration == 0 || track.Handler == 0) && reader.MoveNext())
        {
            await window.EnsureLoadedAsync(reader.Position, reader.HeaderLength, cancellationToken).ConfigureAwait(false);
            var box = reader.Read(window.Read(reader.Position, reader.HeaderLength));
            switch (box.Type)
            {
                case BoxType.Mvhd:
                    (timeScale, duration) = await MovieTime.ReadAsync(window, box, cancellationToken).ConfigureAwait(false);
                    break;
                case BoxType.Trak when track.Handler == 0:
                    var candidate = await MovieTrack.ReadAsync(window, box, cancellationToken).ConfigureAwait(false);
                    track = candidate.Handler == handler ? candidate : track;
                    break;
                case BoxType.Mvex:
                    reader.Enter(box);
                    break;
                case BoxType.Mehd when duration == 0:
                    duration = await ReadFragmentedDurationAsync(window, box, cancellationToken).ConfigureAwait(false);
                    break;
                default:
                    break;
            }
        }

        return duration == 0
            ? (track, MovieTime.ToTimeSpan(track.Duration, track.TimeScale, window.Format))
            : (track, MovieTime.ToTimeSpan(duration, timeScale, window.Format));
    }

    private static async ValueTask<ulong> ReadFragmentedDurationAsync(
        ByteWindow window, BoxHeader mehd, CancellationToken cancellationToken)
    {
        await mehd.EnsureLoadedAsync(window, 8, cancellationToken).ConfigureAwait(false);
        if (window.Read(mehd.ContentStart, 1)[0] != 1)
        {
            return BinaryPrimitives.ReadUInt32BigEndian(window.Read(mehd.ContentStart + 4, 4));
        }

        await mehd.EnsureLoadedAsync(window, 12, cancellationToken).ConfigureAwait(false);
        return BinaryPrimitives.ReadUInt64BigEndian(window.Read(mehd.ContentStart + 4, 8));
    }

    private static ContentProperties ToProperties(MediaFormat format, MovieTrack track, TimeSpan? duration)
    {
        if (track.Width == 0 || track.Height == 0)
        {
            throw MediaFormatException.Malformed(format, "its video track has no size");
        }

        var swapsDimensions = track.Rotation is 90 or 270;
        return new ContentProperties(format)
        {
            Width = swapsDimensions ? track.Height : track.Width,
            Height = swapsDimensions ? track.Width : track.Height,
            Duration = duration,
            Codec = VideoCodec.GetName(track.Codec),
            Rotation = track.Rotation,
        };
    }
}
