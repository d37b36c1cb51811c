namespace Unified.Media;

/// <summary>What the header of some content says about it. Nothing is decoded; what the header does not say is null.</summary>
internal sealed record ContentFacts(MediaFormat Format)
{
    /// <summary>Pixels, after orientation: what a viewer shows.</summary>
    public int? Width { get; init; }

    /// <inheritdoc cref="Width"/>
    public int? Height { get; init; }

    /// <summary>Pictures in an animation, 1 for a still image, null where only a walk through the whole content can tell.</summary>
    public int? Frames { get; init; }

    /// <summary>How long a video (or an animation whose header says so) plays.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The codec of the first video track as its container spells it: <c>avc1</c>, <c>V_VP9</c>.</summary>
    public string? Codec { get; init; }

    /// <summary>
    /// Clockwise degrees by which a viewer turns the stored picture: 0, 90, 180 or 270. Already applied to the dimensions.
    /// </summary>
    public int Rotation { get; init; }
}
