using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Unified.Media.Supabase;

internal sealed record ObjectInfoResponse
{
    public long? Size { get; init; }

    [JsonPropertyName("content_type")]
    public string? ContentType { get; init; }

    [JsonPropertyName("cache_control")]
    public string? CacheControl { get; init; }

    public string? ETag { get; init; }

    public JsonObject? Metadata { get; init; }

    [JsonPropertyName("last_modified")]
    public DateTimeOffset? LastModified { get; init; }

    [JsonPropertyName("created_at")]
    public DateTimeOffset? CreatedAt { get; init; }
}
