namespace Unified.Media;

/// <summary>Limits for uploads of one kind. They apply to the received content, whatever the caller declares.</summary>
public sealed class MediaLimits
{
    /// <summary>The maximum length in bytes.</summary>
    /// <value>50 MiB (52,428,800) for images, 500 MiB (524,288,000) for videos.</value>
    public long MaxBytes { get; set; }

    /// <summary>The maximum number of pixels, width times height.</summary>
    /// <value>50,000,000.</value>
    public long MaxPixels { get; set; } = 50_000_000;

    /// <summary>The maximum width and the maximum height in pixels.</summary>
    /// <value>16,384.</value>
    public int MaxSide { get; set; } = 16_384;

    /// <summary>The maximum number of frames of an animated image.</summary>
    /// <value>1,000.</value>
    public int MaxFrames { get; set; } = 1_000;

    /// <summary>The maximum duration of a video, or of an animation that declares its duration.</summary>
    /// <value>One hour.</value>
    public TimeSpan MaxDuration { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The accepted content types, such as <c>image/png</c>; empty accepts every supported type of the kind.</summary>
    /// <value>Empty.</value>
    public IList<string> ContentTypes { get; } = [];

    /// <summary>
    /// Whether to remove metadata from stored files. JPEG, PNG and WebP lose EXIF, GPS positions, XMP and comments. In HEIC and AVIF, EXIF and XMP
    /// are overwritten; in MP4, MOV, WebM and Matroska, the location is. GIF, BMP and TIFF are stored unchanged. Pixels, orientation and color
    /// profile stay in every format.
    /// </summary>
    /// <value>True.</value>
    public bool StripMetadata { get; set; } = true;
}
