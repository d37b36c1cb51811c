using System.Text.Json.Nodes;

namespace Unified.Media.TestStorage;

/// <summary>Makes the JSON of objects in responses.</summary>
internal static class ObjectJson
{
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
        ["last_modified"] = Replies.Time(item.LastModified),
        ["created_at"] = Replies.Time(item.CreatedAt),
    };

    /// <summary>Makes the JSON of a whole row.</summary>
    public static JsonObject Row(StorageObject item) => new()
    {
        ["name"] = item.Key,
        ["bucket_id"] = item.Bucket,
        ["owner"] = item.Owner,
        ["owner_id"] = item.Owner,
        ["version"] = item.Version.ToString(),
        ["id"] = item.Id.ToString(),
        ["updated_at"] = Replies.Time(item.UpdatedAt),
        ["created_at"] = Replies.Time(item.CreatedAt),
        ["last_accessed_at"] = Replies.Time(item.UpdatedAt),
        ["metadata"] = Metadata(item),
        ["user_metadata"] = item.UserMetadata?.DeepClone(),
    };

    /// <summary>Makes the JSON of an entry of a list.</summary>
    public static JsonObject Listed(StorageObject item, string name) => new()
    {
        ["name"] = name,
        ["id"] = item.Id.ToString(),
        ["updated_at"] = Replies.Time(item.UpdatedAt),
        ["created_at"] = Replies.Time(item.CreatedAt),
        ["last_accessed_at"] = Replies.Time(item.UpdatedAt),
        ["metadata"] = Metadata(item),
    };

    /// <summary>Makes the JSON of a folder. A folder is not an object, so that it has no properties.</summary>
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
        ["lastModified"] = Replies.Time(item.LastModified),
        ["contentLength"] = item.Size,
        ["httpStatusCode"] = 200,
    };
}
