using System.Text.Json.Nodes;

namespace Unified.Media.TestStorage;

/// <summary>The shapes in which answers show an object.</summary>
internal static class ObjectJson
{
    public static JsonObject Facts(StorageObject item) => new()
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

    /// <summary>The whole row.</summary>
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

    /// <summary>A row of a list, under the name it has there.</summary>
    public static JsonObject Listed(StorageObject item, string name) => new()
    {
        ["name"] = name,
        ["id"] = item.Id.ToString(),
        ["updated_at"] = Replies.Time(item.UpdatedAt),
        ["created_at"] = Replies.Time(item.CreatedAt),
        ["last_accessed_at"] = Replies.Time(item.UpdatedAt),
        ["metadata"] = Metadata(item),
    };

    /// <summary>A folder: it does not exist, so it has no facts.</summary>
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
