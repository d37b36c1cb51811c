using System.Text.Json.Nodes;

namespace Unified.Media;

/// <summary>How deeply JSON is nested; looks no deeper than it has to.</summary>
internal static class JsonDepth
{
    /// <summary>The depth, 1 for an object without objects; <paramref name="limit"/> + 1 for anything deeper than the limit.</summary>
    public static int Of(JsonNode? node, int limit)
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

        return limit == 0 ? 1 : 1 + children.Select(child => Of(child, limit - 1)).DefaultIfEmpty(0).Max();
    }
}
