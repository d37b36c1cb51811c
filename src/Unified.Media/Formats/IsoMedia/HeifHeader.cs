namespace Unified.Media;

/// <summary>Reads the size and rotation of the primary picture of AVIF, HEIC and HEIF files, and the number of pictures of a sequence.</summary>
internal static class HeifHeader
{
    private const int MaxBrandsLength = 1024;

    public static async ValueTask<ContentProperties> ReadAsync(
        MediaFormat format, SeekableContent content, CancellationToken cancellationToken)
    {
        using var window = ByteWindow.ForHeader(content, format);
        var (hasMeta, hasMovie, sequence) = (false, false, SequenceBrand.None);
        var geometry = default(HeifImageGeometry);
        var (track, duration) = (default(MovieTrack), default(TimeSpan?));
        var reader = BoxReader.ForFile(window);
        while ((!hasMeta || (sequence != SequenceBrand.None && !hasMovie)) && reader.MoveNext())
        {
            await window.EnsureLoadedAsync(reader.Position, reader.HeaderLength, cancellationToken).ConfigureAwait(false);
            var box = reader.Read(window.Read(reader.Position, reader.HeaderLength));
            switch (box.Type)
            {
                case BoxType.Ftyp:
                    var length = (int)Math.Min(box.ContentLength, MaxBrandsLength);
                    await window.EnsureLoadedAsync(box.ContentStart, length, cancellationToken).ConfigureAwait(false);
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
            throw window.TruncatedException();
        }

        if (geometry.IsEmpty)
        {
            geometry = new HeifImageGeometry(track.Width, track.Height, track.Rotation);
        }

        return geometry.IsEmpty
            ? throw window.MalformedException("its primary picture has no size")
            : ToProperties(geometry, format, track, duration);
    }

    private static ContentProperties ToProperties(HeifImageGeometry geometry, MediaFormat format, MovieTrack track, TimeSpan? duration)
    {
        var swapsDimensions = geometry.Rotation is 90 or 270;
        return new ContentProperties(format)
        {
            Width = swapsDimensions ? geometry.Height : geometry.Width,
            Height = swapsDimensions ? geometry.Width : geometry.Height,
            Frames = (int)Math.Clamp(track.SampleCount, 1, int.MaxValue),
            Duration = track.SampleCount > 0 ? duration : null,
            Rotation = geometry.Rotation,
        };
    }

    /// <summary>
    /// Returns whether a sequence brand is the major brand (a track is required), a compatible brand (a track is optional) or absent.
    /// </summary>
    private static SequenceBrand FindSequenceBrand(ReadOnlySpan<byte> brands)
    {
        if (brands.Length >= 4 && IsoMediaSignature.IsSequence(brands[..4]))
        {
            return SequenceBrand.Major;
        }

        for (var position = 8; position + 4 <= brands.Length; position += 4)
        {
            if (IsoMediaSignature.IsSequence(brands.Slice(position, 4)))
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
