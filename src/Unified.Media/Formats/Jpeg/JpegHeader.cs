namespace Unified.Media;

/// <summary>Reads the dimensions and orientation of a JPEG from its segments before the first scan.</summary>
internal static class JpegHeader
{
    public static async ValueTask<ContentProperties> ReadAsync(
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
                var (width, height) = frame ?? throw window.MalformedException("a scan comes before the frame header");
                return (orientation ?? Orientation.Upright).ToProperties(window.Format, width, height > 0 ? height : null, frames: 1);
            }

            if (segment.Marker == JpegMarker.EndOfImage)
            {
                throw window.MalformedException("it has no picture");
            }

            if (JpegMarker.IsStartOfFrame(segment.Marker))
            {
                frame = frame is null
                    ? await JpegFrame.ReadAsync(window, segment, cancellationToken).ConfigureAwait(false)
                    : throw window.MalformedException("it has two frame headers");
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
        var prefixLength = JpegMarker.Exif.Length;
        if (segment.PayloadLength < prefixLength)
        {
            return null;
        }

        await window.EnsureLoadedAsync(segment.PayloadStart, prefixLength, cancellationToken).ConfigureAwait(false);
        if (!window.Read(segment.PayloadStart, prefixLength).SequenceEqual(JpegMarker.Exif))
        {
            return null;
        }

        var (start, length) = (segment.PayloadStart + prefixLength, segment.PayloadLength - prefixLength);
        var exif = await ExifBlock.ReadAsync(window, start, length, cancellationToken).ConfigureAwait(false);
        return exif.Orientation;
    }
}
