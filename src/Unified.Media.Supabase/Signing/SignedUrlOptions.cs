namespace Unified.Media.Supabase;

/// <summary>The options of a signed URL.</summary>
public sealed record SignedUrlOptions
{
    /// <summary>The transformed image that the URL returns; null for the object itself.</summary>
    public SupabaseImageTransform? Transform { get; init; }

    /// <summary>
    /// The file name under which browsers download the object. An empty text uses the last segment of the key; with null, browsers show the object
    /// instead of downloading it.
    /// </summary>
    public string? DownloadName { get; init; }
}
