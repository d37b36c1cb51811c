namespace Unified.Media;

/// <summary>Reads the dimensions and orientation of a WebP. It skips the pixels, because EXIF follows them.</summary>
internal static class WebPHeader
{
    public static async ValueTask<ContentProperties> ReadAsync(
        MediaFormat format, SeekableContent content, CancellationToken cancellationToken)
    {
        using var window = ByteWindow.ForHeader(content, format);
        var end = await WebPChunk.ReadContainerEndAsync(window, cancellationToken).ConfigureAwait(false);
        var chunk = await WebPChunk.ReadAsync(window, WebPSignature.Length, end, cancellationToken).ConfigureAwait(false);
        var picture = await WebPPicture.ReadAsync(window, chunk, cancellationToken).ConfigureAwait(false);
        var orientation = picture.HasExif
            ? await FindOrientationAsync(window, chunk.NextOffset, end, cancellationToken).ConfigureAwait(false)
            : Orientation.Upright;
        return orientation.ToProperties(window.Format, picture.Width, picture.Height, picture.IsAnimated ? null : 1);
    }

    private static async ValueTask<Orientation> FindOrientationAsync(
        ByteWindow window, long offset, long end, CancellationToken cancellationToken)
    {
        while (offset < end && await window.TryLoadAsync(offset, WebPChunk.HeaderLength, cancellationToken).ConfigureAwait(false))
        {
            var chunk = await WebPChunk.ReadAsync(window, offset, end, cancellationToken).ConfigureAwait(false);
            if (chunk.Type == WebPChunk.Exif)
            {
                var exif = await ExifBlock.ReadAsync(window, chunk.PayloadStart, chunk.PayloadLength, cancellationToken).ConfigureAwait(false);
                return exif.Orientation;
            }

            offset = chunk.NextOffset;
        }

        return Orientation.Upright;
    }
}
