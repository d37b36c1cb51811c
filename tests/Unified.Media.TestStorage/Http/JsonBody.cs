using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Unified.Media.TestStorage;

/// <summary>Reads the JSON body of a request, at most 1 MiB, and validates it as the schemas of the routes do.</summary>
internal static class JsonBody
{
    private const int Limit = 1024 * 1024;

    public static async Task<JsonObject> ReadAsync(StorageRequest request)
    {
        var body = await ReadBytesAsync(request);
        if (!IsJson(request))
        {
            throw Failures.Schema("body must be object");
        }

        if (body.Length == 0)
        {
            throw Failures.EmptyJson;
        }

        try
        {
            return JsonNode.Parse(body) as JsonObject ?? throw Failures.Schema("body must be object");
        }
        catch (JsonException)
        {
            throw Failures.InvalidJson;
        }
    }

    /// <summary>Checks a request to a route without a body. An empty body with the content type JSON is an error.</summary>
    public static async Task RejectEmptyJsonAsync(StorageRequest request)
    {
        var body = await ReadBytesAsync(request);
        if (IsJson(request) && body.Length == 0)
        {
            throw Failures.EmptyJson;
        }
    }

    public static string Text(JsonObject body, string name) => body[name] switch
    {
        null => throw Failures.Required(name),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => throw Failures.Schema($"body/{name} must be string"),
    };

    /// <summary>Reads a whole number of at least 1.</summary>
    public static long? Count(JsonObject body, string name)
    {
        if (body[name] is not { } node)
        {
            return null;
        }

        if (node is not JsonValue value || value.GetValueKind() != JsonValueKind.Number || !value.TryGetValue<long>(out var number))
        {
            throw Failures.Schema($"body/{name} must be integer");
        }

        return number >= 1 ? number : throw Failures.Schema($"body/{name} must be >= 1");
    }

    public static string[] Strings(JsonObject body, string name)
    {
        var array = body[name] as JsonArray ?? throw Failures.Required(name);
        return array.Count == 0
            ? throw Failures.Schema($"body/{name} must NOT have fewer than 1 items")
            : [.. array.Select(item => item!.GetValue<string>())];
    }

    /// <summary>Reads a value of a fixed set.</summary>
    public static string Choice(JsonNode? value, string path, string absent, params ReadOnlySpan<string> allowed)
    {
        var text = value?.ToString() ?? absent;
        return allowed.Contains(text) ? text : throw Failures.Schema($"{path} must be equal to one of the allowed values");
    }

    private static bool IsJson(StorageRequest request) =>
        request.Header("content-type")?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) == true;

    private static async Task<byte[]> ReadBytesAsync(StorageRequest request)
    {
        if (request.Context.Request.ContentLength > Limit)
        {
            throw Failures.JsonTooLarge;
        }

        var reader = request.Context.Request.BodyReader;
        while (true)
        {
            var result = await reader.ReadAsync(request.Aborted);
            if (result.Buffer.Length > Limit)
            {
                reader.AdvanceTo(result.Buffer.End);
                throw Failures.JsonTooLarge;
            }

            if (result.IsCompleted)
            {
                var bytes = result.Buffer.ToArray();
                reader.AdvanceTo(result.Buffer.End);
                return bytes;
            }

            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }
}
