namespace Unified.Media;

/// <summary>Reads the primary picture of AVIF, HEIC and HEIF files and the number of pictures of a sequence.</summary>
internal static class HeifHeader
{
    private const int MaxBrandsLength = 1024;

    public static async ValueTask<ContentFacts> ReadAsync(
        MediaFormat format, SeekableContent content, CancellationToken cancellationToken)
    {
        using var window = ByteWindow.ForHeader(content, format);
        var (hasMeta, hasMovie, sequence) = (false, false, SequenceBrand.None);
        var shape = default(HeifImageShape);
        var (track, duration) = (default(MovieTrack), default(TimeSpan?));
        var walk = BoxWalk.ForFile(window);
        while ((!hasMeta || (sequence != SequenceBrand.None && !hasMovie)) && walk.MoveNext())
        {
            await window.EnsureAsync(walk.Position, walk.HeaderLength, cancellationToken).ConfigureAwait(false);
            var box = walk.Read(window.Read(walk.Position, walk.HeaderLength));
            switch (box.Type)
            {
                case BoxType.Ftyp:
                    var length = (int)Math.Min(box.ContentLength, MaxBrandsLength);
                    await window.EnsureAsync(box.Content, length, cancellationToken).ConfigureAwait(false);
                    sequence = FindSequenceBrand(window.Read(box.Content, length));
                    break;
                case BoxType.Meta when !hasMeta:
                    shape = await HeifImageShape.ReadAsync(window, box, cancellationToken).ConfigureAwait(false);
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

        if (shape.IsEmpty)
        {
            shape = new HeifImageShape(track.Width, track.Height, track.Rotation);
        }

        return ToFacts(shape.IsEmpty ? throw window.Malformed("its primary picture has no size") : shape, format, track, duration);
    }

    private static ContentFacts ToFacts(HeifImageShape shape, MediaFormat format, MovieTrack track, TimeSpan? duration)
    {
        var isUpright = shape.Rotation is 0 or 180;
        return new ContentFacts(format)
        {
            Width = isUpright ? shape.Width : shape.Height,
            Height = isUpright ? shape.Height : shape.Width,
            Frames = (int)Math.Clamp(track.Samples, 1, int.MaxValue),
            Duration = track.Samples > 0 ? duration : null,
            Rotation = shape.Rotation,
        };
    }

    /// <summary>Returns whether the brands require a track: a major brand of a sequence requires it, other brands allow it.</summary>
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
