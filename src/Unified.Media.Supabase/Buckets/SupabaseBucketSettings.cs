namespace Unified.Media.Supabase;

/// <summary>The settings of a bucket.</summary>
public sealed record SupabaseBucketSettings
{
    /// <summary>The name of the bucket.</summary>
    public required string Name { get; init; }

    /// <summary>True when everyone can read the objects in the bucket.</summary>
    public bool IsPublic { get; init; }

    /// <summary>The maximum number of bytes per object; null for the limit of the server.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>The content types that the bucket allows; null for any.</summary>
    public IReadOnlyList<string>? ContentTypes { get; init; }
}
