namespace Unified.Media;

/// <summary>The kinds of metadata that are items of their own in AVIF, HEIC and HEIF files.</summary>
internal enum HeifMetadataKind
{
    Exif,
    Xmp,
}
