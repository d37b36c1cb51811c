namespace Unified.Media;

/// <summary>What an upload of one kind may be. Limits hold for what is received and found, never for what is declared.</summary>
public sealed class MediaLimits
{
    /// <summary>The most bytes.</summary>
    /// <value>50 MiB (52,428,800) for images, 500 MiB (524,288,000) for videos.</value>
    public long MaxBytes { get; set; }

    /// <summary>The most pixels, width times height.</summary>
    /// <value>50,000,000.</value>
    public long MaxPixels { get; set; } = 50_000_000;

    /// <summary>The most pixels on one side.</summary>
    /// <value>16,384.</value>
    public int MaxSide { get; set; } = 16_384;

    /// <summary>The most frames of an animated image.</summary>
    /// <value>1,000.</value>
    public int MaxFrames { get; set; } = 1_000;

    /// <summary>The longest a video, or an animation that says how long it is, may play.</summary>
    /// <value>One hour.</value>
    public TimeSpan MaxDuration { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The content types to take; empty for every supported one of the kind.</summary>
    /// <value>Empty.</value>
    public IList<string> ContentTypes { get; } = [];

    /// <summary>
    /// Whether to take out what tells more than the picture: EXIF, GPS positions, XMP, comments. Pixels, orientation and colour profile
    /// stay as they are. In JPEG, PNG and WebP all of it goes; in HEIC and AVIF, EXIF and XMP are overwritten; in MP4, MOV, WebM and
    /// Matroska, the location is. GIF, BMP and TIFF stay as they are.
    /// </summary>
    /// <value>True.</value>
    public bool StripMetadata { get; set; } = true;
}
