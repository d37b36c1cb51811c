using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Unified.Media.TestStorage;

/// <summary>Validates the parameters of a transformation. Like the real server, it clamps sizes instead of rejecting them.</summary>
internal static class Transformation
{
    private static readonly string[] Numbers = ["width", "height", "quality", "x_offset", "y_offset"];
    private static readonly string[] Names = ["width", "height", "resize", "quality", "format", "gravity"];

    public static string FromQuery(StorageRequest request) => Read(name => request.Query(name), "querystring");

    public static string FromBody(JsonObject transform) => Read(
        name => transform[name] is JsonValue value && value.GetValueKind() == JsonValueKind.Number
            ? value.ToJsonString()
            : transform[name]?.ToString(),
        "body/transform");

    private static string Read(Func<string, string?> value, string part)
    {
        var parts = new List<string>();
        foreach (var name in Numbers)
        {
            if (value(name) is { } text && !int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            {
                throw StorageErrors.Schema($"{part}/{name} must be integer");
            }
        }

        if (value("quality") is { } quality && int.Parse(quality, CultureInfo.InvariantCulture) is var number and (< 20 or > 100))
        {
            throw StorageErrors.Schema($"{part}/quality must be {(number < 20 ? ">= 20" : "<= 100")}");
        }

        JsonBody.Choice(value("resize"), part + "/resize", "cover", "cover", "contain", "fill");
        JsonBody.Choice(value("format"), part + "/format", "origin", "origin", "avif", "webp");
        foreach (var name in Names)
        {
            if (value(name) is { } text)
            {
                parts.Add($"{name}:{text}");
            }
        }

        return string.Join(',', parts);
    }
}
