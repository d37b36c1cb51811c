namespace Unified.Media.Supabase;

/// <summary>The way a picture is fitted into a width and a height.</summary>
public enum SupabaseResize
{
    /// <summary>It fills the box, and what juts out is cut.</summary>
    Cover,

    /// <summary>All of it is inside the box.</summary>
    Contain,

    /// <summary>It is stretched to the box.</summary>
    Fill,
}
