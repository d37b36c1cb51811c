using System.Text.Json.Nodes;
using Unified.Media.Drivers;

namespace Unified.Media.Supabase;

/// <summary>An object as Storage describes it.</summary>
public sealed record SupabaseObject
{
    /// <summary>Place, size, content type, ETag and time of the last change.</summary>
    public required StoredObject Stored { get; init; }

    /// <summary>Its <c>Cache-Control</c> for browsers and proxies; null where Storage does not say.</summary>
    public string? CacheControl { get; init; }

    /// <summary>The time when it was made; null where Storage does not say.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The metadata that its uploader wrote; null where it was not asked for, as in lists.</summary>
    public JsonObject? Metadata { get; init; }
}
