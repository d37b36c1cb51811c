namespace Unified.Media;

/// <summary>Reads the dimensions and orientation of a JPEG from its segments before the first scan.</summary>
internal static class JpegHeader
{
    public static async ValueTask<ContentFacts> ReadAsync(
        MediaFormat format, SeekableContent content, CancellationToken cancellationToken)
    {
        using var window = ByteWindow.ForHeader(content, format);
        JpegFrame? frame = null;
        Orientation? orientation = null;
        long offset = JpegSignature.Bytes.Length - 1;
        while (true)
        {
            var segment = await JpegSegment.ReadAsync(window, offset, cancellationToken).ConfigureAwait(false);
            if (segment.Marker == JpegMarker.StartOfScan)
            {
                var (width, height) = frame ?? throw window.Malformed("a scan comes before the frame header");
                return (orientation ?? Orientation.Upright).ToFacts(window.Format, width, height > 0 ? height : null, frames: 1);
            }

            if (segment.Marker == JpegMarker.EndOfImage)
            {
                throw window.Malformed("it has no picture");
            }

            if (JpegMarker.IsStartOfFrame(segment.Marker))
            {
                frame = frame is null
                    ? await JpegFrame.ReadAsync(window, segment, cancellationToken).ConfigureAwait(false)
                    : throw window.Malformed("it has two frame headers");
            }
            else if (segment.Marker == JpegMarker.App1 && orientation is null)
            {
                orientation = await ReadOrientationAsync(window, segment, cancellationToken).ConfigureAwait(false);
            }

            offset = segment.End;
        }
    }

    private static async ValueTask<Orientation?> ReadOrientationAsync(
        ByteWindow window, JpegSegment segment, CancellationToken cancellationToken)
    {
        var prefix = JpegMarker.Exif.Length;
        if (segment.PayloadLength < prefix)
        {
            return null;
        }

        await window.EnsureAsync(segment.PayloadStart, prefix, cancellationToken).ConfigureAwait(false);
        if (!window.Read(segment.PayloadStart, prefix).SequenceEqual(JpegMarker.Exif))
        {
            return null;
        }

        var (start, length) = (segment.PayloadStart + prefix, segment.PayloadLength - prefix);
        var exif = await ExifBlock.ReadAsync(window, start, length, cancellationToken).ConfigureAwait(false);
        return exif.Orientation;
    }
}
