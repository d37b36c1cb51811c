namespace Unified.Media.Supabase;

/// <summary>An object that an upload has stored.</summary>
public sealed record SupabaseUploadResult
{
    /// <summary>The location of the object.</summary>
    public required ObjectLocation Location { get; init; }

    /// <summary>The number of bytes that were stored.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>The content type.</summary>
    public required string ContentType { get; init; }

    /// <summary>
    /// The id that Storage gave to the object; null where Storage does not return it, as after uploads in chunks and signed uploads, or where its
    /// response was lost.
    /// </summary>
    public string? Id { get; init; }
}
