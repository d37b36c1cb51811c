namespace Unified.Media.Supabase;

/// <summary>The settings of a bucket.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsPublic">True when everybody can read every object in it.</param>
/// <param name="MaxBytes">The most bytes of an object; null for the server's own limit.</param>
/// <param name="ContentTypes">The content types that it takes; null for any.</param>
public sealed record SupabaseBucketSettings(string Name, bool IsPublic, long? MaxBytes, IReadOnlyList<string>? ContentTypes);
