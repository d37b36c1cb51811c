namespace Unified.Media.Supabase;

/// <summary>The signed URL of one object in the result of <see cref="ISupabaseBucket.SignReadUrlsAsync"/>.</summary>
public sealed record SupabaseSignedUrl
{
    /// <summary>The key of the object.</summary>
    public required string Key { get; init; }

    /// <summary>The signed URL; null when the object does not exist, or a policy hides it. Do not log it.</summary>
    public Uri? Url { get; init; }
}
