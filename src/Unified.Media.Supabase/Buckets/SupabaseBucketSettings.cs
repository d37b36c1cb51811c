namespace Unified.Media.Supabase;

/// <summary>The settings of a bucket.</summary>
public sealed record SupabaseBucketSettings
{
    /// <summary>The name of the bucket.</summary>
    public required string Name { get; init; }

    /// <summary>True when anyone can read the objects in the bucket.</summary>
    public bool IsPublic { get; init; }

    /// <summary>The maximum number of bytes per object; null when only the limit of the server applies.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>
    /// The content types that the bucket allows, such as <c>image/png</c> or <c>image/*</c>; null when it allows all content types.
    /// </summary>
    public IReadOnlyList<string>? ContentTypes { get; init; }
}
