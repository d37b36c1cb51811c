using System.Text;
using System.Text.Json.Nodes;

namespace Unified.Media;

/// <summary>The rules for a caller's JSON: what one catalog cannot store, no catalog takes.</summary>
internal static class JsonRules
{
    /// <summary>The rule that the JSON breaks, as the end of a sentence; null when it breaks none.</summary>
    public static string? BrokenBy(JsonObject json, int maxDepth, int maxBytes)
    {
        try
        {
            return JsonDepth.Of(json, maxDepth) > maxDepth ? $"is nested deeper than {maxDepth} levels"
                : !IsKeepable(json) ? "contains U+0000, an unpaired surrogate, or a number that is too large"
                : Encoding.UTF8.GetByteCount(json.ToJsonString()) is var length && length > maxBytes
                    ? $"has {length} bytes of JSON; at most {maxBytes} are allowed"
                : null;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            // Nodes are read as late as possible: duplicate names, unpaired surrogates and NaN show up here only.
            return "is not valid JSON: duplicate property, invalid Unicode or invalid number";
        }
    }

    // PostgreSQL's jsonb refuses these texts and numbers.
    private static bool IsKeepable(JsonNode? json) => json switch
    {
        JsonObject fields => fields.All(field => IsKeepable(field.Key) && IsKeepable(field.Value)),
        JsonArray items => items.All(IsKeepable),
        JsonValue value when value.TryGetValue<string>(out var text) => IsKeepable(text),
        JsonValue value when value.TryGetValue<double>(out var number) => double.IsFinite(number),
        _ => true,
    };

    private static bool IsKeepable(string text) => UnicodeText.IsWellFormed(text) && !text.Contains('\0', StringComparison.Ordinal);
}
