namespace Unified.Media;

/// <summary>Reads the size and rotation of the primary picture of AVIF, HEIC and HEIF files, and the number of pictures of a sequence.</summary>
internal static class HeifHeader
{
    private const int MaxBrandsLength = 1024;

    public static async ValueTask<ContentFacts> ReadAsync(
        MediaFormat format, SeekableContent content, CancellationToken cancellationToken)
    {
        using var window = ByteWindow.ForHeader(content, format);
        var (hasMeta, hasMovie, sequence) = (false, false, SequenceBrand.None);
        var geometry = default(HeifImageGeometry);
        var (track, duration) = (default(MovieTrack), default(TimeSpan?));
        var reader = BoxReader.ForFile(window);
        while ((!hasMeta || (sequence != SequenceBrand.None && !hasMovie)) && reader.MoveNext())
        {
            await window.EnsureAsync(reader.Position, reader.HeaderLength, cancellationToken).ConfigureAwait(false);
            var box = reader.Read(window.Read(reader.Position, reader.HeaderLength));
            switch (box.Type)
            {
                case BoxType.Ftyp:
                    var length = (int)Math.Min(box.ContentLength, MaxBrandsLength);
                    await window.EnsureAsync(box.ContentStart, length, cancellationToken).ConfigureAwait(false);
                    sequence = FindSequenceBrand(window.Read(box.ContentStart, length));
                    break;
                case BoxType.Meta when !hasMeta:
                    geometry = await HeifImageGeometry.ReadAsync(window, box, cancellationToken).ConfigureAwait(false);
                    hasMeta = true;
                    break;
                case BoxType.Moov:
                    (track, duration) = await MovieHeader
                        .ReadAsync(window, box, BoxType.PictureHandler, cancellationToken).ConfigureAwait(false);
                    hasMovie = true;
                    break;
                default:
                    break;
            }
        }

        if ((!hasMeta && !hasMovie) || (sequence == SequenceBrand.Major && !hasMovie))
        {
            throw window.Truncated();
        }

        if (geometry.IsEmpty)
        {
            geometry = new HeifImageGeometry(track.Width, track.Height, track.Rotation);
        }

        return ToFacts(geometry.IsEmpty ? throw window.Malformed("its primary picture has no size") : geometry, format, track, duration);
    }

    private static ContentFacts ToFacts(HeifImageGeometry geometry, MediaFormat format, MovieTrack track, TimeSpan? duration)
    {
        var isUpright = geometry.Rotation is 0 or 180;
        return new ContentFacts(format)
        {
            Width = isUpright ? geometry.Width : geometry.Height,
            Height = isUpright ? geometry.Height : geometry.Width,
            Frames = (int)Math.Clamp(track.Samples, 1, int.MaxValue),
            Duration = track.Samples > 0 ? duration : null,
            Rotation = geometry.Rotation,
        };
    }

    /// <summary>Returns the position of a sequence brand. As major brand it requires a track, as compatible brand it allows one.</summary>
    private static SequenceBrand FindSequenceBrand(ReadOnlySpan<byte> brands)
    {
        if (brands.Length >= 4 && IsoMediaSignature.IsSequence(brands[..4]))
        {
            return SequenceBrand.Major;
        }

        for (var at = 8; at + 4 <= brands.Length; at += 4)
        {
            if (IsoMediaSignature.IsSequence(brands.Slice(at, 4)))
            {
                return SequenceBrand.Compatible;
            }
        }

        return SequenceBrand.None;
    }

    private enum SequenceBrand
    {
        None,
        Compatible,
        Major,
    }
}
