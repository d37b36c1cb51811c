using System.Buffers;
using System.Text.Json;
using Unified.Media.Drivers;

namespace Unified.Media.Sqlite;

/// <summary>Converts tag keys to and from the JSON array in the row of an item, which SQL statements read too.</summary>
internal static class TagKeys
{
    private const string EmptyArray = "[]";

    public static string ToJson(MediaMetadata metadata)
    {
        if (metadata.Tags.Count == 0)
        {
            return EmptyArray;
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

    public static IReadOnlyList<string> FromJson(string json)
    {
        if (json == EmptyArray)
        {
            return [];
        }

        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateArray().Select(key => key.GetString()!)];
    }
}
