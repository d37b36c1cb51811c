namespace Unified.Media;

/// <summary>The facts in the header of the content; null if the header does not contain them. Pixels are not decoded.</summary>
internal sealed record ContentFacts(MediaFormat Format)
{
    /// <summary>The number of pixels after rotation, as a viewer shows the picture.</summary>
    public int? Width { get; init; }

    /// <inheritdoc cref="Width"/>
    public int? Height { get; init; }

    /// <summary>
    /// The number of frames of an animation or pages of a TIFF; 1 for a still image; null for a video, or before a scan has counted them.
    /// </summary>
    public int? Frames { get; init; }

    /// <summary>The duration of a video, or of an animation with a duration in its header.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The codec of the first video track as spelled in the container, such as <c>avc1</c> or <c>V_VP9</c>.</summary>
    public string? Codec { get; init; }

    /// <summary>The clockwise rotation that a viewer applies: 0, 90, 180 or 270 degrees. The dimensions include it.</summary>
    public int Rotation { get; init; }
}
