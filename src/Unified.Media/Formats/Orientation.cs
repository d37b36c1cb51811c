namespace Unified.Media;

/// <summary>The EXIF orientation, 1 to 8: how a viewer turns and mirrors the stored picture.</summary>
internal readonly record struct Orientation
{
    private Orientation(int value) => Value = value;

    /// <summary>As stored.</summary>
    public static Orientation Upright { get; } = new(1);

    public int Value { get; }

    public bool IsUpright => Value == 1;

    /// <summary>Clockwise degrees. Mirroring, which dimensions do not show, comes before the turn.</summary>
    public int Rotation => Value switch { 3 or 4 => 180, 6 or 7 => 90, 5 or 8 => 270, _ => 0 };

    private bool SwapsSides => Value >= 5;

    /// <summary>What is not 1 to 8 is upright, as it is for viewers.</summary>
    public static Orientation Of(int value) => value is >= 1 and <= 8 ? new(value) : Upright;

    /// <summary>The facts of a picture that is stored in these dimensions.</summary>
    public ContentFacts Facts(MediaFormat format, int? width, int? height, int? frames) => new(format)
    {
        Width = SwapsSides ? height : width,
        Height = SwapsSides ? width : height,
        Frames = frames,
        Rotation = Rotation,
    };
}
