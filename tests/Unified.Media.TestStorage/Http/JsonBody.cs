using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Unified.Media.TestStorage;

/// <summary>Reads the JSON body of a request, at most 1 MiB, and validates it like the JSON schemas of the real server.</summary>
internal static class JsonBody
{
    private const int MaxBytes = 1024 * 1024;

    public static async Task<JsonObject> ReadAsync(StorageRequest request)
    {
        var body = await ReadBytesAsync(request);
        if (!IsJson(request))
        {
            throw StorageErrors.Schema("body must be object");
        }

        if (body.Length == 0)
        {
            throw StorageErrors.EmptyJson;
        }

        try
        {
            return JsonNode.Parse(body) as JsonObject ?? throw StorageErrors.Schema("body must be object");
        }
        catch (JsonException)
        {
            throw StorageErrors.InvalidJson;
        }
    }

    /// <summary>Rejects an empty body with the content type JSON. Like the real server, routes without a body do this too.</summary>
    public static async Task RejectEmptyJsonAsync(StorageRequest request)
    {
        var body = await ReadBytesAsync(request);
        if (IsJson(request) && body.Length == 0)
        {
            throw StorageErrors.EmptyJson;
        }
    }

    public static string Text(JsonObject body, string name) => body[name] switch
    {
        null => throw StorageErrors.Required(name),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => throw StorageErrors.Schema($"body/{name} must be string"),
    };

    /// <summary>Reads an integer of at least 1; null when the property is missing.</summary>
    public static long? Count(JsonObject body, string name)
    {
        if (body[name] is not { } node)
        {
            return null;
        }

        if (node is not JsonValue value || value.GetValueKind() != JsonValueKind.Number || !value.TryGetValue<long>(out var number))
        {
            throw StorageErrors.Schema($"body/{name} must be integer");
        }

        return number >= 1 ? number : throw StorageErrors.Schema($"body/{name} must be >= 1");
    }

    public static string[] Strings(JsonObject body, string name)
    {
        var array = body[name] as JsonArray ?? throw StorageErrors.Required(name);
        return array.Count == 0
            ? throw StorageErrors.Schema($"body/{name} must NOT have fewer than 1 items")
            : [.. array.Select(item => item!.GetValue<string>())];
    }

    /// <summary>Reads a value that must be one of <paramref name="allowed"/>.</summary>
    public static string Choice(JsonNode? value, string path, string defaultValue, params ReadOnlySpan<string> allowed)
    {
        var text = value?.ToString() ?? defaultValue;
        return allowed.Contains(text) ? text : throw StorageErrors.Schema($"{path} must be equal to one of the allowed values");
    }

    private static bool IsJson(StorageRequest request) =>
        request.Header("content-type")?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) == true;

    private static async Task<byte[]> ReadBytesAsync(StorageRequest request)
    {
        if (request.Context.Request.ContentLength > MaxBytes)
        {
            throw StorageErrors.JsonTooLarge;
        }

        var reader = request.Context.Request.BodyReader;
        while (true)
        {
            var result = await reader.ReadAsync(request.Aborted);
            if (result.Buffer.Length > MaxBytes)
            {
                reader.AdvanceTo(result.Buffer.End);
                throw StorageErrors.JsonTooLarge;
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
