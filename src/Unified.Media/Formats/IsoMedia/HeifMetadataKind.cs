namespace Unified.Media;

/// <summary>The kinds of metadata that are separate items in AVIF, HEIC and HEIF files.</summary>
internal enum HeifMetadataKind
{
    Exif,
    Xmp,
}
