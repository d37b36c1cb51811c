namespace Unified.Media;

// The table of formats. The allowed content types, the file name extensions and the content types of buckets are derived from it.
public sealed partial class MediaFormat
{
    internal static readonly MediaFormat Jpeg = new("image/jpeg", "jpg", MediaKind.Image)
    {
        IsMatch = JpegSignature.IsMatch,
        Header = JpegHeader.ReadAsync,
        Scan = JpegScan.ScanAsync,
    };

    internal static readonly MediaFormat Png = new("image/png", "png", MediaKind.Image)
    {
        IsMatch = PngSignature.IsMatch,
        Header = PngHeader.ReadAsync,
        Scan = PngScan.ScanAsync,
    };

    internal static readonly MediaFormat Gif = new("image/gif", "gif", MediaKind.Image)
    {
        IsMatch = GifSignature.IsMatch,
        Header = GifHeader.ReadAsync,
        Scan = GifScan.ScanAsync,
    };

    internal static readonly MediaFormat WebP = new("image/webp", "webp", MediaKind.Image)
    {
        IsMatch = WebPSignature.IsMatch,
        Header = WebPHeader.ReadAsync,
        Scan = WebPScan.ScanAsync,
    };

    internal static readonly MediaFormat Tiff = new("image/tiff", "tiff", MediaKind.Image)
    {
        IsMatch = TiffSignature.IsMatch,
        Header = TiffHeader.ReadAsync,
        Scan = TiffScan.ScanAsync,
    };

    internal static readonly MediaFormat Bmp = new("image/bmp", "bmp", MediaKind.Image)
    {
        IsMatch = BmpSignature.IsMatch,
        Header = BmpHeader.ReadAsync,
        Scan = BmpScan.ScanAsync,
    };

    internal static readonly MediaFormat Avif = new("image/avif", "avif", MediaKind.Image)
    {
        IsMatch = head => IsoMediaSignature.Recognize(head) == Avif,
        Header = HeifHeader.ReadAsync,
        Scan = IsoMediaScan.ScanAsync,
    };

    internal static readonly MediaFormat Heic = new("image/heic", "heic", MediaKind.Image)
    {
        IsMatch = head => IsoMediaSignature.Recognize(head) == Heic,
        Header = HeifHeader.ReadAsync,
        Scan = IsoMediaScan.ScanAsync,
    };

    internal static readonly MediaFormat Heif = new("image/heif", "heif", MediaKind.Image)
    {
        IsMatch = head => IsoMediaSignature.Recognize(head) == Heif,
        Header = HeifHeader.ReadAsync,
        Scan = IsoMediaScan.ScanAsync,
    };

    internal static readonly MediaFormat Mp4 = new("video/mp4", "mp4", MediaKind.Video)
    {
        IsMatch = head => IsoMediaSignature.Recognize(head) == Mp4,
        Header = MovieHeader.ReadAsync,
        Scan = IsoMediaScan.ScanAsync,
    };

    internal static readonly MediaFormat QuickTime = new("video/quicktime", "mov", MediaKind.Video)
    {
        IsMatch = head => IsoMediaSignature.Recognize(head) == QuickTime,
        Header = MovieHeader.ReadAsync,
        Scan = IsoMediaScan.ScanAsync,
    };

    internal static readonly MediaFormat M4V = new("video/x-m4v", "m4v", MediaKind.Video)
    {
        IsMatch = head => IsoMediaSignature.Recognize(head) == M4V,
        Header = MovieHeader.ReadAsync,
        Scan = IsoMediaScan.ScanAsync,
    };

    internal static readonly MediaFormat WebM = new("video/webm", "webm", MediaKind.Video)
    {
        IsMatch = head => MatroskaSignature.Recognize(head) == WebM,
        Header = MatroskaHeader.ReadAsync,
        Scan = MatroskaScan.ScanAsync,
    };

    internal static readonly MediaFormat Matroska = new("video/x-matroska", "mkv", MediaKind.Video)
    {
        IsMatch = head => MatroskaSignature.Recognize(head) == Matroska,
        Header = MatroskaHeader.ReadAsync,
        Scan = MatroskaScan.ScanAsync,
    };

    /// <summary>Every format that the library stores. If the signatures of two formats match, the first of them in this list applies.</summary>
    public static IReadOnlyList<MediaFormat> All { get; } =
        [Jpeg, Png, Gif, WebP, Tiff, Bmp, Avif, Heic, Heif, Mp4, QuickTime, M4V, WebM, Matroska];
}
