using System.Buffers;
using System.Text.Json;
using Unified.Media.Drivers;

namespace Unified.Media.Sqlite;

/// <summary>Converts tag keys to the JSON array of the row, which SQLite can read too.</summary>
internal static class TagKeys
{
    private const string None = "[]";

    public static string Of(MediaMetadata metadata)
    {
        if (metadata.Tags.Count == 0)
        {
            return None;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var key in metadata.Tags.Select(TagKey.FromTag).Distinct(StringComparer.Ordinal))
            {
                writer.WriteStringValue(key);
            }

            writer.WriteEndArray();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static IReadOnlyList<string> Read(string text)
    {
        if (text == None)
        {
            return [];
        }

        using var document = JsonDocument.Parse(text);
        return [.. document.RootElement.EnumerateArray().Select(key => key.GetString()!)];
    }
}
