using System.Text.Json.Nodes;

namespace Unified.Media.TestStorage;

/// <summary>The database row of an object.</summary>
internal sealed record StorageObject
{
    public required Guid Id { get; init; }

    public required string Bucket { get; init; }

    public required string Key { get; init; }

    /// <summary>The id of the file with the content. Every write of content creates a new id.</summary>
    public required Guid Version { get; init; }

    public required string Owner { get; init; }

    public required long Size { get; init; }

    /// <summary>The MD5 of the content, in quotes.</summary>
    public required string ETag { get; init; }

    public required string ContentType { get; init; }

    public required string CacheControl { get; init; }

    public string? Robots { get; init; }

    public JsonNode? UserMetadata { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public required DateTimeOffset LastModified { get; init; }
}
