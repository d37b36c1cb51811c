namespace Unified.Media.Supabase;

/// <summary>The way to resize an image to a width and a height.</summary>
public enum SupabaseResizeMode
{
    /// <summary>Fills the width and the height, and crops the image to keep its aspect ratio.</summary>
    Cover,

    /// <summary>Fits the whole image into the width and the height, and keeps its aspect ratio.</summary>
    Contain,

    /// <summary>Stretches the image to the width and the height, and does not keep its aspect ratio.</summary>
    Fill,
}
