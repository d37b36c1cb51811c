namespace Unified.Media;

/// <summary>A format that is recognised by its signature, never by a file name or a declared type.</summary>
internal sealed class ContentFormat
{
    public static readonly ContentFormat Jpeg = new("image/jpeg", "jpg", MediaKind.Image);
    public static readonly ContentFormat Png = new("image/png", "png", MediaKind.Image);
    public static readonly ContentFormat Gif = new("image/gif", "gif", MediaKind.Image);
    public static readonly ContentFormat WebP = new("image/webp", "webp", MediaKind.Image);
    public static readonly ContentFormat Avif = new("image/avif", "avif", MediaKind.Image);
    public static readonly ContentFormat Heic = new("image/heic", "heic", MediaKind.Image);
    public static readonly ContentFormat Heif = new("image/heif", "heif", MediaKind.Image);
    public static readonly ContentFormat Bmp = new("image/bmp", "bmp", MediaKind.Image);
    public static readonly ContentFormat Tiff = new("image/tiff", "tiff", MediaKind.Image);
    public static readonly ContentFormat Mp4 = new("video/mp4", "mp4", MediaKind.Video);
    public static readonly ContentFormat QuickTime = new("video/quicktime", "mov", MediaKind.Video);
    public static readonly ContentFormat M4V = new("video/x-m4v", "m4v", MediaKind.Video);
    public static readonly ContentFormat WebM = new("video/webm", "webm", MediaKind.Video);
    public static readonly ContentFormat Matroska = new("video/x-matroska", "mkv", MediaKind.Video);

    private ContentFormat(string contentType, string extension, MediaKind kind)
    {
        ContentType = contentType;
        Extension = extension;
        Kind = kind;
    }

    /// <summary>Every format the library knows, in the order above.</summary>
    public static IReadOnlyList<ContentFormat> All { get; } =
        [Jpeg, Png, Gif, WebP, Avif, Heic, Heif, Bmp, Tiff, Mp4, QuickTime, M4V, WebM, Matroska];

    public string ContentType { get; }

    /// <summary>Lower case, without a dot.</summary>
    public string Extension { get; }

    public MediaKind Kind { get; }

    public override string ToString() => ContentType;
}
