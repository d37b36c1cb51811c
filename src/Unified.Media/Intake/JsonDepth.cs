using System.Text.Json.Nodes;

namespace Unified.Media;

/// <summary>Measures the nesting depth of JSON, up to a limit.</summary>
internal static class JsonDepth
{
    /// <summary>
    /// Returns the depth: 0 for a value, 1 for an object or array that contains only values, and <paramref name="limit"/> + 1 for JSON that is
    /// deeper than the limit.
    /// </summary>
    public static int Measure(JsonNode? node, int limit)
    {
        var children = node switch
        {
            JsonObject json => json.Select(field => field.Value),
            JsonArray array => array,
            _ => null,
        };
        if (children is null)
        {
            return 0;
        }

        return limit == 0 ? 1 : 1 + children.Select(child => Measure(child, limit - 1)).DefaultIfEmpty(0).Max();
    }
}
