using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Unified.Media;

/// <summary>Writes metadata as the JSON object that catalogs store. A field that is null has no key.</summary>
internal static class MetadataJson
{
    public static string Write(MetadataFields fields)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            WriteTo(writer, fields);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static void WriteTo(Utf8JsonWriter writer, MetadataFields fields)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in LibraryFields(fields))
        {
            writer.WritePropertyName(name);
            value!.WriteTo(writer);
        }

        if (fields.Custom is { } custom)
        {
            // Older applications stored lone surrogates as escapes. They can be copied, but not read as strings.
            writer.WritePropertyName(MetadataName.Custom);
            writer.WriteRawValue(custom.GetRawText());
        }

        writer.WriteEndObject();
    }

    public static JsonObject? Write(Attribution? attribution)
    {
        if (attribution is null)
        {
            return null;
        }

        var json = new JsonObject();
        Set(json, MetadataName.Text, attribution.Text);
        Set(json, MetadataName.Author, attribution.Author);
        Set(json, MetadataName.AuthorUrl, attribution.AuthorUrl);
        Set(json, MetadataName.Provider, attribution.Provider);
        Set(json, MetadataName.ProviderId, attribution.ProviderId);
        Set(json, MetadataName.SourceUrl, attribution.SourceUrl);
        Set(json, MetadataName.License, attribution.License);
        return json;
    }

    public static JsonObject? Write(Generation? generation)
    {
        if (generation is null)
        {
            return null;
        }

        var json = new JsonObject();
        Set(json, MetadataName.Provider, generation.Provider);
        Set(json, MetadataName.Model, generation.Model);
        Set(json, MetadataName.Prompt, generation.Prompt);
        Set(json, MetadataName.Style, generation.Style);
        Set(json, MetadataName.JobId, generation.JobId);
        Set(json, MetadataName.Cost, generation.Cost is { } cost ? JsonValue.Create(cost) : null);
        return json;
    }

    private static JsonObject LibraryFields(MetadataFields fields)
    {
        var content = new JsonObject();
        Set(content, MetadataName.Frames, fields.Frames is { } frames ? JsonValue.Create(frames) : null);
        Set(content, MetadataName.Codec, fields.Codec);
        Set(content, MetadataName.Removed, Write(fields.Removed));
        var json = new JsonObject();
        Set(json, MetadataName.Title, fields.Title);
        Set(json, MetadataName.Description, fields.Description);
        Set(json, MetadataName.Alt, fields.Alt);
        Set(json, MetadataName.Tags, Write(fields.Tags));
        Set(json, MetadataName.Attribution, Write(fields.Attribution));
        Set(json, MetadataName.Generation, Write(fields.Generation));
        Set(json, MetadataName.Content, content.Count > 0 ? content : null);
        return json;
    }

    private static JsonArray? Write(ValueList<string> texts) => texts.Count > 0 ? new([.. texts.Select(text => JsonValue.Create(text))]) : null;

    private static void Set(JsonObject json, string name, JsonNode? value)
    {
        if (value is not null)
        {
            json[name] = value;
        }
    }
}
