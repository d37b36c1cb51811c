using System.Text.Json;
using System.Text.Json.Serialization;

namespace Unified.Media;

/// <summary>Writes a value as the text it is made of, also as the name of a property.</summary>
internal sealed class WordJsonConverter<T> : JsonConverter<T>
    where T : struct, IParsable<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        T.TryParse(reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName ? reader.GetString() : null, null, out var value)
            ? value
            : throw new JsonException($"The value is not a {typeof(T).Name}.");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());

    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Read(ref reader, typeToConvert, options);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.ToString()!);
}
