namespace Unified.Media;

/// <summary>What one entry of the tracks of a Matroska or WebM file says.</summary>
internal readonly record struct MatroskaTrack(bool IsVideo, ulong Width, ulong Height, string? Codec)
{
    private const int MaxNumberLength = 8;
    private const int MaxCodecLength = 64;
    private const ulong VideoType = 1;

    /// <summary>The first video track, or an entry that is none when there is no such.</summary>
    public static async ValueTask<MatroskaTrack> ReadFirstVideoAsync(ByteWindow window, EbmlElement tracks, CancellationToken cancellationToken)
    {
        var walk = EbmlWalk.Inside(tracks, window.Format);
        while (walk.MoveOn())
        {
            await window.EnsureAsync(walk.Position, walk.HeaderLength, cancellationToken).ConfigureAwait(false);
            var entry = walk.Read(window.Read(walk.Position, walk.HeaderLength));
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
        var walk = EbmlWalk.Inside(entry, window.Format);
        while (walk.MoveOn())
        {
            await window.EnsureAsync(walk.Position, walk.HeaderLength, cancellationToken).ConfigureAwait(false);
            var element = walk.Read(window.Read(walk.Position, walk.HeaderLength));
            switch (element.Id)
            {
                case EbmlId.Video:
                    walk.Enter(element);
                    break;
                case EbmlId.TrackType or EbmlId.PixelWidth or EbmlId.PixelHeight:
                    await element.EnsureAllAsync(window, MaxNumberLength, cancellationToken).ConfigureAwait(false);
                    var number = BigEndian.ReadUnsigned(element.All(window));
                    (type, width, height) = element.Id switch
                    {
                        EbmlId.TrackType => (number, width, height),
                        EbmlId.PixelWidth => (type, number, height),
                        _ => (type, width, number),
                    };
                    break;
                case EbmlId.CodecId:
                    await element.EnsureAllAsync(window, MaxCodecLength, cancellationToken).ConfigureAwait(false);
                    codec = VideoCodec.Name(element.All(window).TrimEnd((byte)0));
                    break;
                default:
                    break;
            }
        }

        return new MatroskaTrack(type == VideoType, width, height, codec);
    }
}
