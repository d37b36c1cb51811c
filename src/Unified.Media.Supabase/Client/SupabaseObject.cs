using System.Text.Json.Nodes;
using Unified.Media.Drivers;

namespace Unified.Media.Supabase;

/// <summary>The description of an object in Storage, without its content.</summary>
public sealed record SupabaseObject
{
    /// <summary>The location, size, content type, ETag and last change.</summary>
    public required StoredObject Stored { get; init; }

    /// <summary>The <c>Cache-Control</c> header for browsers and proxies; null when Storage does not return it.</summary>
    public string? CacheControl { get; init; }

    /// <summary>The time of creation; null when Storage does not return it.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The metadata that was uploaded with the object; null when there is none.</summary>
    public JsonObject? Metadata { get; init; }
}
