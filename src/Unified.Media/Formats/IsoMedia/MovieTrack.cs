using System.Buffers.Binary;

namespace Unified.Media;

/// <summary>The header of one track. Missing values are zero.</summary>
internal record struct MovieTrack
{
    private const int TrackHeaderLength = 84;
    private const int LongTrackHeaderLength = 96;
    private const int SampleEntryStart = 8;
    private const int SampleEntryDimensionsEnd = SampleEntryStart + 36;
    private const int VisualSampleEntryLength = 86;

    public uint Handler { get; private set; }

    /// <summary>The presentation size of the track before rotation; without one, the size of its samples.</summary>
    public int Width { get; private set; }

    /// <inheritdoc cref="Width"/>
    public int Height { get; private set; }

    public int Rotation { get; private set; }

    /// <summary>The type of the first sample entry.</summary>
    public uint Codec { get; private set; }

    public uint Samples { get; private set; }

    public ulong Duration { get; private set; }

    public uint TimeScale { get; private set; }

    /// <summary>True when the other boxes of the track are not needed, such as the long sample tables of videos.</summary>
    private readonly bool IsDecided => Handler switch
    {
        0 or BoxType.PictureHandler => false,
        BoxType.VideoHandler => Codec != 0,
        _ => true,
    };

    public static async ValueTask<MovieTrack> ReadAsync(ByteWindow window, BoxHeader trak, CancellationToken cancellationToken)
    {
        var track = default(MovieTrack);
        var walk = BoxWalk.Inside(trak, 0, window.Format);
        while (!track.IsDecided && walk.MoveNext())
        {
            await window.EnsureAsync(walk.Position, walk.HeaderLength, cancellationToken).ConfigureAwait(false);
            var box = walk.Read(window.Read(walk.Position, walk.HeaderLength));
            switch (box.Type)
            {
                case BoxType.Mdia or BoxType.Minf or BoxType.Stbl:
                    walk.Enter(box);
                    break;
                case BoxType.Tkhd:
                    await box.EnsureAsync(window, TrackHeaderLength, cancellationToken).ConfigureAwait(false);
                    var isLong = window.Read(box.Content, 1)[0] == 1;
                    var length = isLong ? LongTrackHeaderLength : TrackHeaderLength;
                    await box.EnsureAsync(window, length, cancellationToken).ConfigureAwait(false);
                    track.ReadShape(isLong ? window.Read(box.Content + 52, 44) : window.Read(box.Content + 40, 44));
                    break;
                case BoxType.Mdhd:
                    (track.TimeScale, track.Duration) = await MovieTime.ReadAsync(window, box, cancellationToken).ConfigureAwait(false);
                    break;
                // QuickTime has a second handler inside minf, which is ignored.
                case BoxType.Hdlr when walk.Container == BoxType.Mdia:
                    await box.EnsureAsync(window, 12, cancellationToken).ConfigureAwait(false);
                    track.Handler = BinaryPrimitives.ReadUInt32BigEndian(window.Read(box.Content + 8, 4));
                    break;
                case BoxType.Stsd when box.ContentLength >= SampleEntryDimensionsEnd:
                    await box.EnsureAsync(window, SampleEntryDimensionsEnd, cancellationToken).ConfigureAwait(false);
                    track.ReadSampleEntry(window.Read(box.Content, SampleEntryDimensionsEnd));
                    if (track.Codec == BoxType.Encv)
                    {
                        track.Codec = await ReadEncryptedCodecAsync(window, box, cancellationToken).ConfigureAwait(false);
                    }

                    break;
                case BoxType.Stsz or BoxType.Stz2:
                    await box.EnsureAsync(window, 12, cancellationToken).ConfigureAwait(false);
                    track.Samples = BinaryPrimitives.ReadUInt32BigEndian(window.Read(box.Content + 8, 4));
                    break;
                default:
                    break;
            }
        }

        return track;
    }

    /// <summary>Reads the original codec of encrypted samples from a box inside the sample entry.</summary>
    private static async ValueTask<uint> ReadEncryptedCodecAsync(ByteWindow window, BoxHeader stsd, CancellationToken cancellationToken)
    {
        var walk = BoxWalk.Inside(stsd, SampleEntryStart + VisualSampleEntryLength, window.Format);
        while (walk.MoveNext())
        {
            await window.EnsureAsync(walk.Position, walk.HeaderLength, cancellationToken).ConfigureAwait(false);
            var box = walk.Read(window.Read(walk.Position, walk.HeaderLength));
            if (box.Type == BoxType.Sinf)
            {
                walk.Enter(box);
            }
            else if (box.Type == BoxType.Frma)
            {
                await box.EnsureAsync(window, 4, cancellationToken).ConfigureAwait(false);
                return BinaryPrimitives.ReadUInt32BigEndian(window.Read(box.Content, 4));
            }
        }

        return BoxType.Encv;
    }

    /// <summary>Reads the matrix and the size of a track header, which are fixed-point numbers.</summary>
    private void ReadShape(ReadOnlySpan<byte> shape)
    {
        var (a, b) = (BinaryPrimitives.ReadInt32BigEndian(shape), BinaryPrimitives.ReadInt32BigEndian(shape[4..]));
        var (c, d) = (BinaryPrimitives.ReadInt32BigEndian(shape[12..]), BinaryPrimitives.ReadInt32BigEndian(shape[16..]));
        Rotation = (a, b, c, d) switch
        {
            (0, > 0, not 0, 0) => 90,
            (0, < 0, not 0, 0) => 270,
            ( < 0, 0, 0, < 0) => 180,
            _ => 0,
        };

        var (width, height) = (RoundFixedPoint(shape[36..]), RoundFixedPoint(shape[40..]));
        if (width > 0 && height > 0)
        {
            (Width, Height) = (width, height);
        }
    }

    private void ReadSampleEntry(ReadOnlySpan<byte> descriptions)
    {
        var entry = descriptions[SampleEntryStart..];
        Codec = BinaryPrimitives.ReadUInt32BigEndian(entry[4..]);
        if (Width == 0)
        {
            (Width, Height) = (BinaryPrimitives.ReadUInt16BigEndian(entry[32..]), BinaryPrimitives.ReadUInt16BigEndian(entry[34..]));
        }
    }

    private static int RoundFixedPoint(ReadOnlySpan<byte> fixedPoint) => (int)((BinaryPrimitives.ReadUInt32BigEndian(fixedPoint) + 0x8000L) >> 16);
}
