using System.Text.Json;
using System.Text.Json.Serialization;

namespace Unified.Media.Tool;

/// <summary>Redacts secrets in every string that is written as JSON.</summary>
internal sealed class RedactingStringConverter(SecretRedactor secrets) : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(secrets.Redact(value));
}
