namespace Unified.Media.Supabase;

/// <summary>The options of an address that is signed for one object.</summary>
public sealed record SignedUrlOptions
{
    /// <summary>A picture made of the object; null for the object itself.</summary>
    public SupabaseImageTransform? Transform { get; init; }

    /// <summary>
    /// The file name under which browsers save the object instead of showing it; null shows it, an empty text saves it under its key's
    /// name.
    /// </summary>
    public string? DownloadName { get; init; }
}
