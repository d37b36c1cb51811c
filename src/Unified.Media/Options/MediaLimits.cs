namespace Unified.Media;

/// <summary>The limits for uploads of one kind. They apply to the received content, not to values that the caller declares.</summary>
public sealed class MediaLimits
{
    /// <summary>The maximum size in bytes; at least 1.</summary>
    /// <value>The default is 50 MiB (52,428,800) for images and 500 MiB (524,288,000) for videos.</value>
    public long MaxBytes { get; set; }

    /// <summary>The maximum number of pixels, width times height; at least 1.</summary>
    /// <value>The default is 50,000,000.</value>
    public long MaxPixels { get; set; } = 50_000_000;

    /// <summary>The maximum width and the maximum height in pixels; at least 1.</summary>
    /// <value>The default is 16,384.</value>
    public int MaxSide { get; set; } = 16_384;

    /// <summary>The maximum number of frames of an animation or pages of a TIFF; at least 1.</summary>
    /// <value>The default is 1,000.</value>
    public int MaxFrames { get; set; } = 1_000;

    /// <summary>The maximum duration of a video or an animation; greater than zero.</summary>
    /// <value>The default is one hour.</value>
    public TimeSpan MaxDuration { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The allowed content types, such as <c>image/png</c>; empty allows every supported type of the kind.</summary>
    /// <value>The default is empty.</value>
    public IList<string> ContentTypes { get; } = [];

    /// <summary>
    /// True to remove private metadata before content is stored. EXIF, GPS positions, XMP and comments are removed from JPEG, PNG and WebP. EXIF and
    /// XMP are overwritten in HEIC and AVIF, and the location in MP4, MOV, WebM and Matroska. The metadata of GIF, BMP and TIFF is not removed.
    /// Pixels, orientation and color profile do not change in any format.
    /// </summary>
    /// <value>The default is true.</value>
    public bool StripMetadata { get; set; } = true;
}
