using System.Text;
using System.Text.Json.Nodes;

namespace Unified.Media;

/// <summary>Validates the JSON of a caller. Rejects JSON that at least one catalog cannot store, so that all catalogs accept the same JSON.</summary>
internal static class JsonRules
{
    /// <summary>Returns the violation as the end of a sentence; null when the JSON is valid.</summary>
    public static string? FindViolation(JsonObject json, int maxDepth, int maxBytes)
    {
        try
        {
            return JsonDepth.Measure(json, maxDepth) > maxDepth ? $"is nested deeper than {maxDepth} levels"
                : !IsStorable(json) ? "contains U+0000, an unpaired surrogate, or a number that is too large"
                : Encoding.UTF8.GetByteCount(json.ToJsonString()) is var length && length > maxBytes
                    ? $"has {length} bytes of JSON; at most {maxBytes} are allowed"
                : null;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            // JsonNode parses lazily: duplicate names, unpaired surrogates and NaN throw only when the node is read.
            return "is not valid JSON: duplicate property, invalid Unicode or invalid number";
        }
    }

    // The type jsonb of PostgreSQL rejects other strings and numbers.
    private static bool IsStorable(JsonNode? json) => json switch
    {
        JsonObject fields => fields.All(field => IsStorable(field.Key) && IsStorable(field.Value)),
        JsonArray items => items.All(IsStorable),
        JsonValue value when value.TryGetValue<string>(out var text) => IsStorable(text),
        JsonValue value when value.TryGetValue<double>(out var number) => double.IsFinite(number),
        _ => true,
    };

    private static bool IsStorable(string text) => UnicodeText.IsWellFormed(text) && !text.Contains('\0', StringComparison.Ordinal);
}
