namespace Unified.Media;

/// <summary>The video properties of a track of a Matroska or WebM file.</summary>
internal readonly record struct MatroskaTrack(bool IsVideo, ulong Width, ulong Height, string? Codec)
{
    private const int MaxNumberLength = 8;
    private const int MaxCodecLength = 64;
    private const ulong VideoType = 1;

    /// <summary>Reads the first video track. Without a video track, <see cref="IsVideo"/> of the result is false.</summary>
    public static async ValueTask<MatroskaTrack> ReadFirstVideoAsync(ByteWindow window, EbmlElement tracks, CancellationToken cancellationToken)
    {
        var reader = EbmlReader.Inside(tracks, window.Format);
        while (reader.MoveNext())
        {
            await window.EnsureLoadedAsync(reader.Position, reader.HeaderLength, cancellationToken).ConfigureAwait(false);
            var entry = reader.Read(window.Read(reader.Position, reader.HeaderLength));
            if (entry.Id == EbmlId.TrackEntry)
            {
                var track = await ReadAsync(window, entry, cancellationToken).ConfigureAwait(false);
                if (track.IsVideo)
                {
                    return track;
                }
            }
        }

        return default;
    }

    private static async ValueTask<MatroskaTrack> ReadAsync(ByteWindow window, EbmlElement entry, CancellationToken cancellationToken)
    {
        var (type, width, height, codec) = (0ul, 0ul, 0ul, default(string));
        var reader = EbmlReader.Inside(entry, window.Format);
        while (reader.MoveNext())
        {
            await window.EnsureLoadedAsync(reader.Position, reader.HeaderLength, cancellationToken).ConfigureAwait(false);
            var element = reader.Read(window.Read(reader.Position, reader.HeaderLength));
            switch (element.Id)
            {
                case EbmlId.Video:
                    reader.Enter(element);
                    break;
                case EbmlId.TrackType or EbmlId.PixelWidth or EbmlId.PixelHeight:
                    await element.EnsureContentLoadedAsync(window, MaxNumberLength, cancellationToken).ConfigureAwait(false);
                    var number = BigEndian.ReadUnsigned(element.ReadContent(window));
                    (type, width, height) = element.Id switch
                    {
                        EbmlId.TrackType => (number, width, height),
                        EbmlId.PixelWidth => (type, number, height),
                        _ => (type, width, number),
                    };
                    break;
                case EbmlId.CodecId:
                    await element.EnsureContentLoadedAsync(window, MaxCodecLength, cancellationToken).ConfigureAwait(false);
                    codec = VideoCodec.GetName(element.ReadContent(window).TrimEnd((byte)0));
                    break;
                default:
                    break;
            }
        }

        return new MatroskaTrack(type == VideoType, width, height, codec);
    }
}
