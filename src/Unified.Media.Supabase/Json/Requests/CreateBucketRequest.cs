using System.Text.Json.Serialization;

namespace Unified.Media.Supabase;

internal sealed record CreateBucketRequest(string Name, string Id, bool Public)
{
    [JsonPropertyName("file_size_limit")]
    public long? FileSizeLimit { get; init; }

    [JsonPropertyName("allowed_mime_types")]
    public IReadOnlyList<string>? AllowedMimeTypes { get; init; }
}
