using System.Text.Json;
using System.Text.Json.Serialization;

namespace Unified.Media;

/// <summary>
/// Converts a value to and from a JSON string or property name: ids, <see cref="MediaKind"/>, <see cref="SourceType"/> and
/// <see cref="Visibility"/>. These types already have it as an attribute; it is public because source-generated serializers need it.
/// </summary>
/// <typeparam name="T">A type whose <c>TryParse</c> accepts the result of its <c>ToString</c>.</typeparam>
public sealed class ParsableJsonConverter<T> : JsonConverter<T>
    where T : struct, IParsable<T>
{
    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        T.TryParse(reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName ? reader.GetString() : null, null, out var value)
            ? value
            : throw new JsonException($"The value is not a {typeof(T).Name}.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.ToString());
    }

    /// <inheritdoc/>
    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Read(ref reader, typeToConvert, options);

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WritePropertyName(value.ToString()!);
    }
}
