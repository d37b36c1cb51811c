namespace Unified.Media;

/// <summary>Walks through the whole content once: is it complete, where does it end, what of it is stored.</summary>
internal static class ContentScanner
{
    /// <summary>
    /// Finds the true end of the image or video and plans what is stored. What comes after the end is always left out; metadata
    /// is left out when <paramref name="strip"/> is set. Throws <see cref="MediaFormatException"/> with <c>truncated</c> or
    /// <c>malformed</c>.
    /// </summary>
    public static ValueTask<ContentScan> ScanAsync(
        ContentFacts facts, SeekableContent content, bool strip, CancellationToken cancellationToken) => facts.Format.Extension switch
        {
            "jpg" => JpegScan.ScanAsync(facts, content, strip, cancellationToken),
            "png" => PngScan.ScanAsync(facts, content, strip, cancellationToken),
            "gif" => GifScan.ScanAsync(facts, content, cancellationToken),
            "webp" => WebPScan.ScanAsync(facts, content, strip, cancellationToken),
            "bmp" => BmpScan.ScanAsync(facts, content, cancellationToken),
            "tiff" => TiffScan.ScanAsync(facts, content, cancellationToken),
            "webm" or "mkv" => EbmlScan.ScanAsync(facts, content, strip, cancellationToken),
            _ => BoxScan.ScanAsync(facts, content, strip, cancellationToken),
        };
}
