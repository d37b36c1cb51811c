namespace Unified.Media.Supabase;

/// <summary>The way a transformed image is fitted into a width and a height.</summary>
public enum SupabaseResizeMode
{
    /// <summary>Fills the box, and crops the image.</summary>
    Cover,

    /// <summary>Fits the whole image into the box.</summary>
    Contain,

    /// <summary>Stretches the image to the box.</summary>
    Fill,
}
