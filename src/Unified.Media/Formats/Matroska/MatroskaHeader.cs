namespace Unified.Media;

/// <summary>
/// Reads the duration and video track of WebM and Matroska files, from elements before the first cluster or listed in the seek head.
/// </summary>
internal static class MatroskaHeader
{
    private const int MaxNumberLength = 8;

    public static async ValueTask<ContentProperties> ReadAsync(
        MediaFormat format, SeekableContent content, CancellationToken cancellationToken)
    {
        using var window = ByteWindow.ForHeader(content, format);
        var (info, tracks, seekHead) = (default(EbmlElement), default(EbmlElement), default(MatroskaSeekHead));
        var hasCluster = false;
        var reader = EbmlReader.ForFile(window);
        while ((info.Id == 0 || tracks.Id == 0) && !hasCluster && reader.MoveNext())
        {
            await window.EnsureLoadedAsync(reader.Position, reader.HeaderLength, cancellationToken).ConfigureAwait(false);
            var element = reader.Read(window.Read(reader.Position, reader.HeaderLength));
            switch (element.Id)
            {
                case EbmlId.Segment when reader.Depth == 0:
                    seekHead = new MatroskaSeekHead(element.ContentStart, 0, 0);
                    reader.Enter(element);
                    break;
                case EbmlId.SeekHead when reader.Depth == 1:
                    seekHead = await ReadSeekHeadAsync(window, element, seekHead, cancellationToken).ConfigureAwait(false);
                    break;
                case EbmlId.Info when reader.Depth == 1:
                    info = element;
                    break;
                case EbmlId.Tracks when reader.Depth == 1:
                    tracks = element;
                    break;
                case EbmlId.Cluster when reader.Depth == 1:
                    hasCluster = true;
                    break;
                default:
                    break;
            }
        }

        info = info.Id == 0 ? await FindAsync(window, EbmlId.Info, seekHead.Info, cancellationToken).ConfigureAwait(false) : info;
        tracks = tracks.Id == 0 ? await FindAsync(window, EbmlId.Tracks, seekHead.Tracks, cancellationToken).ConfigureAwait(false) : tracks;
        if (tracks.Id == 0)
        {
            throw hasCluster ? window.MalformedException("it has no video track") : window.TruncatedException();
        }

        var duration = info.Id == 0 ? null : await MatroskaDuration.ReadAsync(window, info, cancellationToken).ConfigureAwait(false);
        var track = await MatroskaTrack.ReadFirstVideoAsync(window, tracks, cancellationToken).ConfigureAwait(false);
        return ToProperties(window, track, duration);
    }

    private static ContentProperties ToProperties(ByteWindow window, MatroskaTrack track, TimeSpan? duration)
    {
        if (!track.IsVideo)
        {
            throw window.MalformedException("it has no video track");
        }

        return track.Width is 0 or > int.MaxValue || track.Height is 0 or > int.MaxValue
            ? throw window.MalformedException("its video track has no size")
            : new ContentProperties(window.Format)
            {
                Width = (int)track.Width,
                Height = (int)track.Height,
                Duration = duration,
                Codec = track.Codec,
            };
    }

    private static async ValueTask<MatroskaSeekHead> ReadSeekHeadAsync(
        ByteWindow window, EbmlElement seekHeadElement, MatroskaSeekHead seekHead, CancellationToken cancellationToken)
    {
        var seekId = 0ul;
        var reader = EbmlReader.Inside(seekHeadElement, window.Format);
        while (reader.MoveNext())
        {
            await window.EnsureLoadedAsync(reader.Position, reader.HeaderLength, cancellationToken).ConfigureAwait(false);
            var element = reader.Read(window.Read(reader.Position, reader.HeaderLength));
            switch (element.Id)
            {
                case EbmlId.Seek:
                    reader.Enter(element);
                    break;
                case EbmlId.SeekId:
                    await element.EnsureContentLoadedAsync(window, MaxNumberLength, cancellationToken).ConfigureAwait(false);
                    seekId = BigEndian.ReadUnsigned(element.ReadContent(window));
                    break;
                case EbmlId.SeekPosition:
                    await element.EnsureContentLoadedAsync(window, MaxNumberLength, cancellationToken).ConfigureAwait(false);
                    seekHead = seekHead.WithElement(seekId, BigEndian.ReadUnsigned(element.ReadContent(window)), window.Length);
                    break;
                default:
                    break;
            }
        }

        return seekHead;
    }

    private static async ValueTask<EbmlElement> FindAsync(ByteWindow window, uint id, long position, CancellationToken cancellationToken)
    {
        if (position == 0)
        {
            return default;
        }

        var reader = EbmlReader.From(position, window);
        await window.EnsureLoadedAsync(reader.Position, reader.HeaderLength, cancellationToken).ConfigureAwait(false);
        var element = reader.Read(window.Read(reader.Position, reader.HeaderLength));
        return element.Id == id ? element : throw window.MalformedException("its index points to another element");
    }
}
