namespace Unified.Media.Supabase;

/// <summary>The answer for one key of a batch that was to be signed.</summary>
/// <param name="Key">The key.</param>
/// <param name="Url">The address; null when there is no such object, or a policy hides it.</param>
public sealed record SupabaseSignedUrl(string Key, Uri? Url);
