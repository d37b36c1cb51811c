using System.Buffers.Binary;

namespace Unified.Media;

/// <summary>The properties of one track. A missing property is zero.</summary>
internal record struct MovieTrack
{
    private const int TrackHeaderLength = 84;
    private const int LongTrackHeaderLength = 96;
    private const int SampleEntryStart = 8;
    private const int SampleEntryDimensionsEnd = SampleEntryStart + 36;
    private const int VisualSampleEntryLength = 86;

    public uint Handler { get; private set; }

    /// <summary>The width of the track before rotation. If the track header has no size, the width of the samples.</summary>
    public int Width { get; private set; }

    /// <summary>The height of the track before rotation. If the track header has no size, the height of the samples.</summary>
    public int Height { get; private set; }

    public int Rotation { get; private set; }

    /// <summary>The type of the first sample entry.</summary>
    public uint Codec { get; private set; }

    public uint SampleCount { get; private set; }

    public ulong Duration { get; private set; }

    public uint TimeScale { get; private set; }

    /// <summary>True when every box that is needed has been read. The long sample tables of videos are not needed.</summary>
    private readonly bool IsComplete => Handler switch
    {
        0 or BoxType.PictureHandler => false,
        BoxType.VideoHandler => Codec != 0,
        _ => true,
    };

    public static async ValueTask<MovieTrack> ReadAsync(ByteWindow window, BoxHeader trak, CancellationToken cancellationToken)
    {
        var track = default(MovieTrack);
        var reader = BoxReader.Inside(trak, 0, window.Format);
        while (!track.IsComplete && reader.MoveNext())
        {
            await window.EnsureLoadedAsync(reader.Position, reader.HeaderLength, cancellationToken).ConfigureAwait(false);
            var box = reader.Read(window.Read(reader.Position, reader.HeaderLength));
            switch (box.Type)
            {
                case BoxType.Mdia or BoxType.Minf or BoxType.Stbl:
                    reader.Enter(box);
                    break;
                case BoxType.Tkhd:
                    await box.EnsureLoadedAsync(window, TrackHeaderLength, cancellationToken).ConfigureAwait(false);
                    var isLong = window.Read(box.ContentStart, 1)[0] == 1;
                    var length = isLong ? LongTrackHeaderLength : TrackHeaderLength;
                    await box.EnsureLoadedAsync(window, length, cancellationToken).ConfigureAwait(false);
                    track.ReadGeometry(isLong ? window.Read(box.ContentStart + 52, 44) : window.Read(box.ContentStart + 40, 44));
                    break;
                case BoxType.Mdhd:
                    (track.TimeScale, track.Duration) = await MovieTime.ReadAsync(window, box, cancellationToken).ConfigureAwait(false);
                    break;
                // QuickTime has a second handler inside minf, which is ignored.
                case BoxType.Hdlr when reader.Container == BoxType.Mdia:
                    await box.EnsureLoadedAsync(window, 12, cancellationToken).ConfigureAwait(false);
                    track.Handler = BinaryPrimitives.ReadUInt32BigEndian(window.Read(box.ContentStart + 8, 4));
                    break;
                case BoxType.Stsd when box.ContentLength >= SampleEntryDimensionsEnd:
                    await box.EnsureLoadedAsync(window, SampleEntryDimensionsEnd, cancellationToken).ConfigureAwait(false);
                    track.ReadSampleEntry(window.Read(box.ContentStart, SampleEntryDimensionsEnd));
                    if (track.Codec == BoxType.Encv)
                    {
                        track.Codec = await ReadEncryptedCodecAsync(window, box, cancellationToken).ConfigureAwait(false);
                    }

                    break;
                case BoxType.Stsz or BoxType.Stz2:
                    await box.EnsureLoadedAsync(window, 12, cancellationToken).ConfigureAwait(false);
                    track.SampleCount = BinaryPrimitives.ReadUInt32BigEndian(window.Read(box.ContentStart + 8, 4));
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
        var reader = BoxReader.Inside(stsd, SampleEntryStart + VisualSampleEntryLength, window.Format);
        while (reader.MoveNext())
        {
            await window.EnsureLoadedAsync(reader.Position, reader.HeaderLength, cancellationToken).ConfigureAwait(false);
            var box = reader.Read(window.Read(reader.Position, reader.HeaderLength));
            if (box.Type == BoxType.Sinf)
            {
                reader.Enter(box);
            }
            else if (box.Type == BoxType.Frma)
            {
                await box.EnsureLoadedAsync(window, 4, cancellationToken).ConfigureAwait(false);
                return BinaryPrimitives.ReadUInt32BigEndian(window.Read(box.ContentStart, 4));
            }
        }

        return BoxType.Encv;
    }

    /// <summary>Reads the transformation matrix and the size from a track header. Their numbers are fixed-point numbers.</summary>
    private void ReadGeometry(ReadOnlySpan<byte> geometry)
    {
        var (a, b) = (BinaryPrimitives.ReadInt32BigEndian(geometry), BinaryPrimitives.ReadInt32BigEndian(geometry[4..]));
        var (c, d) = (BinaryPrimitives.ReadInt32BigEndian(geometry[12..]), BinaryPrimitives.ReadInt32BigEndian(geometry[16..]));
        Rotation = (a, b, c, d) switch
        {
            (0, > 0, not 0, 0) => 90,
            (0, < 0, not 0, 0) => 270,
            ( < 0, 0, 0, < 0) => 180,
            _ => 0,
        };

        var (width, height) = (RoundFixedPoint(geometry[36..]), RoundFixedPoint(geometry[40..]));
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
