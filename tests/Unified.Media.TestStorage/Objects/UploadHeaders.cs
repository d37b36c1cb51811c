using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Net.Http.Headers;

namespace Unified.Media.TestStorage;

/// <summary>The properties of an object that the headers of an upload set.</summary>
internal sealed record UploadHeaders(string ContentType, string CacheControl, JsonNode? Metadata, string? Robots)
{
    private static readonly string[] RobotRules =
    [
        "all", "noindex", "nofollow", "none", "nosnippet", "indexifembedded", "notranslate", "noimageindex", "max-snippet",
        "max-image-preview", "max-video-preview", "unavailable_after",
    ];

    public bool IsMultipart => ContentType.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase);

    public static UploadHeaders Read(StorageRequest request)
    {
        var type = request.Header("content-type");
        if (type is not null && !MediaTypeHeaderValue.TryParse(type, out _))
        {
            throw StorageErrors.InvalidContentType;
        }

        var robots = request.Header("x-robots-tag");
        if (robots is not null && robots.Split(',', ':')[0].Trim() is var rule && !RobotRules.Contains(rule))
        {
            throw StorageErrors.InvalidRobots(rule);
        }

        return new UploadHeaders(
            type ?? "application/octet-stream",
            request.Header("cache-control") ?? "no-cache",
            ReadMetadata(request.Header("x-metadata")) ?? new JsonObject(),
            robots);
    }

    /// <summary>Reads the user metadata, which is JSON encoded as base64; null when it is missing or is not valid base64 or JSON.</summary>
    public static JsonNode? ReadMetadata(string? encoded)
    {
        var bytes = new byte[encoded?.Length ?? 0];
        return encoded is not null && Convert.TryFromBase64String(encoded, bytes, out var length)
            ? ParseMetadata(Encoding.UTF8.GetString(bytes, 0, length))
            : null;
    }

    public static JsonNode? ParseMetadata(string json)
    {
        try
        {
            return JsonNode.Parse(json) switch
            {
                JsonArray => throw StorageErrors.InvalidMetadata,
                JsonValue value when value.GetValueKind() == JsonValueKind.String => throw StorageErrors.InvalidMetadata,
                var node => node,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
