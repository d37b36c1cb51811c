using System.Text;
using System.Text.Json.Nodes;

namespace Unified.Media;

/// <summary>What JSON of a caller's must be, so that every catalog can keep it: no catalog takes what another refuses.</summary>
internal static class JsonRules
{
    /// <summary>The rule that the JSON breaks, as the end of a sentence; null when it breaks none.</summary>
    public static string? BrokenBy(JsonObject json, int maxDepth, int maxBytes)
    {
        try
        {
            return JsonDepth.Of(json, maxDepth) > maxDepth ? $"is nested deeper than {maxDepth} levels"
                : !IsKeepable(json) ? "has the character U+0000, half a character, or a number that is too large"
                : Encoding.UTF8.GetByteCount(json.ToJsonString()) is var length && length > maxBytes
                    ? $"has {length} bytes of JSON; at most {maxBytes} are allowed"
                : null;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            // Nodes are read as late as possible: a name that is there twice, half a character and NaN show up here only.
            return "is no proper JSON: a name is there twice, a text is no Unicode, or a number is none";
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
