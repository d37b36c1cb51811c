namespace Unified.Media;

/// <summary>The EXIF orientation, 1 to 8: the rotation and mirroring that a viewer applies to the stored picture.</summary>
internal readonly record struct Orientation
{
    private Orientation(int value) => Value = value;

    /// <summary>The orientation of a picture that a viewer shows as it is stored.</summary>
    public static Orientation Upright { get; } = new(1);

    public int Value { get; }

    public bool IsUpright => Value == 1;

    /// <summary>The clockwise rotation in degrees. Viewers apply it after the mirroring, which does not change the dimensions.</summary>
    public int Rotation => Value switch { 3 or 4 => 180, 6 or 7 => 90, 5 or 8 => 270, _ => 0 };

    private bool SwapsDimensions => Value >= 5;

    /// <summary>Returns the orientation for a value from 1 to 8. Viewers ignore other values, so they become <see cref="Upright"/>.</summary>
    public static Orientation FromValue(int value) => value is >= 1 and <= 8 ? new(value) : Upright;

    /// <summary>
    /// Returns the properties of a picture. Width and height are swapped if a viewer rotates the stored picture by 90 or 270 degrees.
    /// </summary>
    public ContentProperties ToProperties(MediaFormat format, int? width, int? height, int? frames) => new(format)
    {
        Width = SwapsDimensions ? height : width,
        Height = SwapsDimensions ? width : height,
        Frames = frames,
        Rotation = Rotation,
    };
}
