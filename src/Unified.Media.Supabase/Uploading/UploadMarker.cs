using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Unified.Media.Supabase;

/// <summary>
/// A random id in the metadata of the uploaded object. When the response to an upload is lost, it shows whether this upload has stored the object.
/// </summary>
internal sealed record UploadMarker(string UploadId)
{
    private const string PropertyName = "unified-media-put";
    private const int MaxMetadataBytes = 8 * 1024;

    public static UploadMarker New() => new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));

    /// <summary>Determines whether the metadata of an object contains the marker.</summary>
    public bool IsIn(JsonObject? metadata) =>
        metadata?[PropertyName] is JsonValue value && value.TryGetValue<string>(out var id) && id == UploadId;

    /// <summary>Encodes the metadata with the marker as base64, for a header.</summary>
    /// <exception cref="ArgumentException">The metadata has more than 8 KiB as JSON.</exception>
    public string Encode(JsonObject? metadata)
    {
        if (metadata is null)
        {
            return Convert.ToBase64String(Encoding.ASCII.GetBytes($$"""{"{{PropertyName}}":"{{UploadId}}"}"""));
        }

        var metadataWithMarker = (JsonObject)metadata.DeepClone();
        metadataWithMarker[PropertyName] = UploadId;
        var json = JsonSerializer.SerializeToUtf8Bytes(metadataWithMarker, SupabaseJson.Default.JsonObject);
        return json.Length <= MaxMetadataBytes
            ? Convert.ToBase64String(json)
            : throw new ArgumentException(
                $"The metadata has {json.Length} bytes as JSON; at most {MaxMetadataBytes} are allowed.", nameof(metadata));
    }

    /// <summary>Removes the marker from the metadata, and returns the same instance.</summary>
    public static JsonObject? RemoveFrom(JsonObject? metadata)
    {
        metadata?.Remove(PropertyName);
        return metadata;
    }
}
