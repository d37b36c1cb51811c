namespace Unified.Media;

/// <summary>
/// The properties of an image or video, read from its header. A property that the header does not contain is null. Pixels are not decoded.
/// </summary>
internal sealed record ContentProperties(MediaFormat Format)
{
    /// <summary>The width in pixels after rotation, as a viewer shows the picture.</summary>
    public int? Width { get; init; }

    /// <summary>The height in pixels after rotation, as a viewer shows the picture.</summary>
    public int? Height { get; init; }

    /// <summary>
    /// The number of frames of an animation or pages of a TIFF; 1 for a still image; null for a video, and for an image whose frames only a scan of
    /// the whole content can count.
    /// </summary>
    public int? Frames { get; init; }

    /// <summary>The duration of a video, or of an animation with a duration in its header.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The codec of the first video track as spelled in the container, such as <c>avc1</c> or <c>V_VP9</c>.</summary>
    public string? Codec { get; init; }

    /// <summary>The clockwise rotation that a viewer applies: 0, 90, 180 or 270 degrees. The dimensions include it.</summary>
    public int Rotation { get; init; }
}
