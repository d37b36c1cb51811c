using System.Text.Json;
using System.Text.Json.Serialization;

namespace Unified.Media;

/// <summary>
/// Reads and writes <see cref="MediaMetadata"/> as one JSON object with the keys that it documents. The naming policy does not
/// apply to them.
/// </summary>
public sealed class MediaMetadataJsonConverter : JsonConverter<MediaMetadata>
{
    /// <inheritdoc/>
    public override MediaMetadata Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? MediaMetadata.FromJson(document.RootElement.GetRawText())
            : throw new JsonException("The metadata of an item is a JSON object.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, MediaMetadata value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        MetadataJson.WriteTo(writer, value.Fields);
    }
}
