using System.Text.Json.Nodes;

namespace Unified.Media.TestStorage;

/// <summary>Creates the JSON that responses contain for objects and folders.</summary>
internal static class ObjectJson
{
    /// <summary>Creates the JSON of the routes <c>info</c>.</summary>
    public static JsonObject Info(StorageObject item) => new()
    {
        ["id"] = item.Id.ToString(),
        ["name"] = item.Key,
        ["version"] = item.Version.ToString(),
        ["bucket_id"] = item.Bucket,
        ["size"] = item.Size,
        ["content_type"] = item.ContentType,
        ["cache_control"] = item.CacheControl,
        ["etag"] = item.ETag,
        ["metadata"] = item.UserMetadata?.DeepClone(),
        ["last_modified"] = Responses.Time(item.LastModified),
        ["created_at"] = Responses.Time(item.CreatedAt),
    };

    /// <summary>Creates the JSON of a database row, which copying and deleting return.</summary>
    public static JsonObject Row(StorageObject item) => new()
    {
        ["name"] = item.Key,
        ["bucket_id"] = item.Bucket,
        ["owner"] = item.Owner,
        ["owner_id"] = item.Owner,
        ["version"] = item.Version.ToString(),
        ["id"] = item.Id.ToString(),
        ["updated_at"] = Responses.Time(item.UpdatedAt),
        ["created_at"] = Responses.Time(item.CreatedAt),
        ["last_accessed_at"] = Responses.Time(item.UpdatedAt),
        ["metadata"] = Metadata(item),
        ["user_metadata"] = item.UserMetadata?.DeepClone(),
    };

    /// <summary>Creates the JSON of an object in a list.</summary>
    public static JsonObject Listed(StorageObject item, string name) => new()
    {
        ["name"] = name,
        ["id"] = item.Id.ToString(),
        ["updated_at"] = Responses.Time(item.UpdatedAt),
        ["created_at"] = Responses.Time(item.CreatedAt),
        ["last_accessed_at"] = Responses.Time(item.UpdatedAt),
        ["metadata"] = Metadata(item),
    };

    /// <summary>Creates the JSON of a folder in a list. All properties except the name are null.</summary>
    public static JsonObject Folder(string name) => new()
    {
        ["name"] = name,
        ["id"] = null,
        ["updated_at"] = null,
        ["created_at"] = null,
        ["last_accessed_at"] = null,
        ["metadata"] = null,
    };

    private static JsonObject Metadata(StorageObject item) => new()
    {
        ["eTag"] = item.ETag,
        ["size"] = item.Size,
        ["mimetype"] = item.ContentType,
        ["cacheControl"] = item.CacheControl,
        ["lastModified"] = Responses.Time(item.LastModified),
        ["contentLength"] = item.Size,
        ["httpStatusCode"] = 200,
    };
}
