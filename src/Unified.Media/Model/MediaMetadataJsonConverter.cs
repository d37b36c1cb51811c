using System.Text.Json;
using System.Text.Json.Serialization;

namespace Unified.Media;

/// <summary>
/// Converts <see cref="MediaMetadata"/> to and from a JSON object with the keys that its remarks list. The naming policy of the serializer does not
/// apply to these keys.
/// </summary>
public sealed class MediaMetadataJsonConverter : JsonConverter<MediaMetadata>
{
    /// <inheritdoc/>
    public override MediaMetadata Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? MediaMetadata.FromJson(document.RootElement.GetRawText())
            : throw new JsonException("The metadata of an item must be a JSON object.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, MediaMetadata value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        MetadataJson.WriteTo(writer, value.Fields);
    }
}
