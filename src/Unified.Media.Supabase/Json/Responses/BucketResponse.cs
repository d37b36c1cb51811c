using System.Text.Json.Serialization;

namespace Unified.Media.Supabase;

internal sealed record BucketResponse
{
    public required string Id { get; init; }

    public bool Public { get; init; }

    [JsonPropertyName("file_size_limit")]
    public long? FileSizeLimit { get; init; }

    [JsonPropertyName("allowed_mime_types")]
    public IReadOnlyList<string>? AllowedMimeTypes { get; init; }
}
