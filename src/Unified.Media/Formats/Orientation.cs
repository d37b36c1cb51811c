namespace Unified.Media;

/// <summary>The EXIF orientation, 1 to 8: the rotation and mirroring that a viewer applies to the stored picture.</summary>
internal readonly record struct Orientation
{
    private Orientation(int value) => Value = value;

    /// <summary>The picture as stored.</summary>
    public static Orientation Upright { get; } = new(1);

    public int Value { get; }

    public bool IsUpright => Value == 1;

    /// <summary>The clockwise rotation in degrees, applied after mirroring. Mirroring does not affect dimensions.</summary>
    public int Rotation => Value switch { 3 or 4 => 180, 6 or 7 => 90, 5 or 8 => 270, _ => 0 };

    private bool SwapsDimensions => Value >= 5;

    /// <summary>Returns the orientation; upright for values other than 1 to 8, which viewers ignore.</summary>
    public static Orientation FromValue(int value) => value is >= 1 and <= 8 ? new(value) : Upright;

    /// <summary>Returns the facts of a picture with the stored width and height. The facts contain them as a viewer shows them.</summary>
    public ContentFacts ToFacts(MediaFormat format, int? width, int? height, int? frames) => new(format)
    {
        Width = SwapsDimensions ? height : width,
        Height = SwapsDimensions ? width : height,
        Frames = frames,
        Rotation = Rotation,
    };
}
