namespace Unified.Media.Supabase;

/// <summary>The result of an upload: the stored object.</summary>
public sealed record SupabaseUploadResult
{
    /// <summary>The location of the object.</summary>
    public required ObjectLocation Location { get; init; }

    /// <summary>The number of bytes of the object.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>The content type.</summary>
    public required string ContentType { get; init; }

    /// <summary>
    /// The id of the object in Storage. Null for uploads in chunks and signed uploads, for which Storage does not return it, and when
    /// the response was lost.
    /// </summary>
    public string? Id { get; init; }
}
