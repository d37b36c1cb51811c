using System.Text.Json.Nodes;

namespace Unified.Media.TestStorage;

/// <summary>A bucket and its limits.</summary>
internal sealed record StorageBucket(
    string Name, bool Public, long? SizeLimit, IReadOnlyList<string>? AllowedTypes, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>Compares content types as the real server does: literally, without parameters; <c>*/*</c> matches nothing.</summary>
    public bool Allows(string contentType) => AllowedTypes is null || AllowedTypes.Any(allowed =>
        allowed == contentType
        || (allowed.EndsWith("/*", StringComparison.Ordinal) && contentType.StartsWith(allowed[..^1], StringComparison.Ordinal)));

    public JsonObject ToJson(bool withType)
    {
        var json = new JsonObject { ["id"] = Name, ["name"] = Name, ["owner"] = string.Empty, ["public"] = Public };
        if (withType)
        {
            json["type"] = "STANDARD";
        }

        json["file_size_limit"] = SizeLimit;
        json["allowed_mime_types"] = AllowedTypes is null ? null : new JsonArray([.. AllowedTypes.Select(t => (JsonNode)t)]);
        json["created_at"] = Responses.Time(CreatedAt);
        json["updated_at"] = Responses.Time(UpdatedAt);
        return json;
    }
}
