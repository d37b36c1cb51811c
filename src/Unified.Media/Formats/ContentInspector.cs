namespace Unified.Media;

/// <summary>Recognises content by its signature and reads what its header says. Decodes nothing.</summary>
internal static class ContentInspector
{
    /// <summary>The format whose signature <paramref name="head"/> begins with, or null. 256 bytes are enough for every format.</summary>
    public static ContentFormat? Recognise(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith(JpegMarker.Signature))
        {
            return ContentFormat.Jpeg;
        }

        if (head.StartsWith(PngChunk.Signature))
        {
            return ContentFormat.Png;
        }

        if (head.StartsWith("GIF89a"u8) || head.StartsWith("GIF87a"u8))
        {
            return ContentFormat.Gif;
        }

        if (head.Length >= WebPChunk.SignatureLength && head.StartsWith("RIFF"u8) && head[8..].StartsWith("WEBP"u8))
        {
            return ContentFormat.WebP;
        }

        if (TiffLayout.IsSignature(head))
        {
            return ContentFormat.Tiff;
        }

        if (BmpLayout.IsSignature(head))
        {
            return ContentFormat.Bmp;
        }

        return BoxSignature.Recognise(head) ?? EbmlSignature.Recognise(head);
    }

    /// <summary>
    /// Reads the header: at most <see cref="ByteWindow.HeaderBudget"/> bytes, wherever in the content they are. Throws
    /// <see cref="MediaFormatException"/> with <c>truncated</c> or <c>malformed</c>.
    /// </summary>
    public static ValueTask<ContentFacts> InspectAsync(
        ContentFormat format, SeekableContent content, CancellationToken cancellationToken) => format.Extension switch
        {
            "jpg" => JpegHeader.ReadAsync(content, cancellationToken),
            "png" => PngHeader.ReadAsync(content, cancellationToken),
            "gif" => GifHeader.ReadAsync(content, cancellationToken),
            "webp" => WebPHeader.ReadAsync(content, cancellationToken),
            "bmp" => BmpHeader.ReadAsync(content, cancellationToken),
            "tiff" => TiffHeader.ReadAsync(content, cancellationToken),
            "avif" or "heic" or "heif" => PictureHeader.ReadAsync(format, content, cancellationToken),
            "webm" or "mkv" => EbmlHeader.ReadAsync(format, content, cancellationToken),
            _ => MovieHeader.ReadAsync(format, content, cancellationToken),
        };
}
