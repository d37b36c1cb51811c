namespace Unified.Media.Supabase;

/// <summary>The options of a signed URL.</summary>
public sealed record SignedUrlOptions
{
    /// <summary>The transformation of the image that the URL returns; null for the original object.</summary>
    public SupabaseImageTransform? Transform { get; init; }

    /// <summary>
    /// The file name for browsers that download the object. An empty string uses the last segment of the key. With null, browsers display the object
    /// instead of downloading it.
    /// </summary>
    public string? DownloadName { get; init; }
}
