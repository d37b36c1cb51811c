using System.Text.Json.Nodes;
using Unified.Media.Drivers;

namespace Unified.Media.Supabase;

/// <summary>What Storage knows about an object.</summary>
public sealed record SupabaseObject
{
    /// <summary>Place, size, content type, ETag and time of the last change.</summary>
    public required StoredObject Stored { get; init; }

    /// <summary>What browsers and proxies may do with it; null where Storage does not say.</summary>
    public string? CacheControl { get; init; }

    /// <summary>When it was made; null where Storage does not say.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>What its uploader wrote about it; null where it was not asked for, as in lists.</summary>
    public JsonObject? Metadata { get; init; }
}
