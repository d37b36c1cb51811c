using System.Text.Json;
using System.Text.Json.Serialization;

namespace Unified.Media.Tool;

/// <summary>Takes secrets out of every text that is written as JSON.</summary>
internal sealed class SecretlessText(Secrets secrets) : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(secrets.Hide(value));
}
