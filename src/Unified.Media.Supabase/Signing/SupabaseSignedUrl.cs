namespace Unified.Media.Supabase;

/// <summary>The result of signing the URL of one of many objects.</summary>
public sealed record SupabaseSignedUrl
{
    /// <summary>The key of the object.</summary>
    public required string Key { get; init; }

    /// <summary>The signed URL; null when the object does not exist, or a policy hides it. Do not log it.</summary>
    public Uri? Url { get; init; }
}
