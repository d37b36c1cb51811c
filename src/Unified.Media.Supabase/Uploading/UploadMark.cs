using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Unified.Media.Supabase;

/// <summary>
/// A random id that every upload writes into its object's metadata: when an answer is lost, it tells our own object from any other.
/// </summary>
internal sealed record UploadMark(string UploadId)
{
    private const string Field = "unified-media-put";
    private const int MaxBytes = 8 * 1024;

    public static UploadMark New() => new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));

    public bool IsOn(JsonObject? metadata) =>
        metadata?[Field] is JsonValue value && value.TryGetValue<string>(out var id) && id == UploadId;

    /// <summary>The metadata with the mark, as Storage wants it in a header.</summary>
    /// <exception cref="ArgumentException">There is too much metadata for a header.</exception>
    public string Encode(JsonObject? metadata)
    {
        if (metadata is null)
        {
            return Convert.ToBase64String(Encoding.ASCII.GetBytes($$"""{"{{Field}}":"{{UploadId}}"}"""));
        }

        var marked = (JsonObject)metadata.DeepClone();
        marked[Field] = UploadId;
        var json = JsonSerializer.SerializeToUtf8Bytes(marked, SupabaseJson.Default.JsonObject);
        return json.Length <= MaxBytes
            ? Convert.ToBase64String(json)
            : throw new ArgumentException(
                $"The metadata has {json.Length} bytes as JSON; at most {MaxBytes} are allowed.", nameof(metadata));
    }

    /// <summary>The metadata that the caller wrote, without the mark.</summary>
    public static JsonObject? Without(JsonObject? metadata)
    {
        metadata?.Remove(Field);
        return metadata;
    }
}
