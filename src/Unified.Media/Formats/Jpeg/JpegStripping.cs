namespace Unified.Media;

/// <summary>
/// Selects the application and comment segments of a JPEG to store: segments with color data, and a new segment with the orientation.
/// </summary>
internal sealed class JpegStripping(ByteWindow window)
{
    /// <summary>The length of a JFIF segment without a thumbnail.</summary>
    private const int MinJfifLength = 14;

    private bool _hasExif;

    public StripPlan Plan { get; } = new(window.Format);

    /// <param name="segment">A segment that lies completely inside the content.</param>
    /// <param name="canHaveOrientation">False after the first scan, where viewers ignore an orientation.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    public async ValueTask AddSegmentAsync(JpegSegment segment, bool canHaveOrientation, CancellationToken cancellationToken)
    {
        var kind = await JpegMetadata.FindKindAsync(window, segment, cancellationToken).ConfigureAwait(false);
        if (kind is null)
        {
            KeepColorSegment(segment);
        }
        else if (kind == JpegMetadata.Exif)
        {
            await AddExifAsync(segment, canHaveOrientation && !_hasExif, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            Plan.RecordRemoved(kind);
        }
    }

    private void KeepColorSegment(JpegSegment segment)
    {
        if (segment.Marker != JpegMarker.App0 || segment.PayloadLength <= MinJfifLength)
        {
            Plan.Keep(segment.Start, segment.End);
            return;
        }

        // A longer JFIF segment has a thumbnail, which may show parts that were cropped from the picture.
        byte[] jfif = [0xFF, JpegMarker.App0, 0, MinJfifLength + 2, .. window.Read(segment.PayloadStart, MinJfifLength - 2), 0, 0];
        Plan.Write(jfif);
        Plan.RecordRemoved("thumbnail");
    }

    private async ValueTask AddExifAsync(JpegSegment segment, bool canHaveOrientation, CancellationToken cancellationToken)
    {
        var prefixLength = JpegMarker.Exif.Length;
        var (start, length) = (segment.PayloadStart + prefixLength, segment.PayloadLength - prefixLength);
        var exif = await ExifBlock.ReadAsync(window, start, length, cancellationToken).ConfigureAwait(false);
        if (canHaveOrientation)
        {
            _hasExif = true;
            if (!exif.Orientation.IsUpright)
            {
                var orientationSegment = CreateOrientationSegment(exif.Orientation);
                if (await window.EqualsAsync(segment.Start, segment.End, orientationSegment, cancellationToken).ConfigureAwait(false))
                {
                    Plan.Keep(segment.Start, segment.End);
                    return;
                }

                Plan.Write(orientationSegment);
            }
        }

        Plan.RecordRemoved(JpegMetadata.Exif);
        if (exif.HasLocation)
        {
            Plan.RecordRemoved("location");
        }
    }

    private static byte[] CreateOrientationSegment(Orientation orientation)
    {
        var length = JpegMarker.Exif.Length + ExifBlock.MinimalLength;
        byte[] segment = [0xFF, JpegMarker.App1, 0, (byte)(length + 2), .. JpegMarker.Exif, .. new byte[ExifBlock.MinimalLength]];
        ExifBlock.Write(segment.AsSpan(^ExifBlock.MinimalLength), orientation);
        return segment;
    }
}
