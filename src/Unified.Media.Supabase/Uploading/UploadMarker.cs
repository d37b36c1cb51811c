using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Unified.Media.Supabase;

/// <summary>
/// A random id that every upload writes into the metadata of its object. When a response is lost, it tells whether this upload stored the object.
/// </summary>
internal sealed record UploadMarker(string UploadId)
{
    private const string PropertyName = "unified-media-put";
    private const int MaxMetadataBytes = 8 * 1024;

    public static UploadMarker New() => new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));

    /// <summary>Tells whether an object with this metadata has the marker.</summary>
    public bool IsIn(JsonObject? metadata) =>
        metadata?[PropertyName] is JsonValue value && value.TryGetValue<string>(out var id) && id == UploadId;

    /// <summary>Encodes metadata and the marker for a header.</summary>
    /// <exception cref="ArgumentException">The metadata is too large for a header.</exception>
    public string Encode(JsonObject? metadata)
    {
        if (metadata is null)
        {
            return Convert.ToBase64String(Encoding.ASCII.GetBytes($$"""{"{{PropertyName}}":"{{UploadId}}"}"""));
        }

        var marked = (JsonObject)metadata.DeepClone();
        marked[PropertyName] = UploadId;
        var json = JsonSerializer.SerializeToUtf8Bytes(marked, SupabaseJson.Default.JsonObject);
        return json.Length <= MaxMetadataBytes
            ? Convert.ToBase64String(json)
            : throw new ArgumentException(
                $"The metadata has {json.Length} bytes as JSON; at most {MaxMetadataBytes} are allowed.", nameof(metadata));
    }

    /// <summary>Removes the marker from metadata, and returns the metadata that the caller wrote.</summary>
    public static JsonObject? RemoveFrom(JsonObject? metadata)
    {
        metadata?.Remove(PropertyName);
        return metadata;
    }
}
