namespace Unified.Media.Supabase;

internal sealed record ListedMetadata
{
    public long? Size { get; init; }

    public string? Mimetype { get; init; }

    public string? ETag { get; init; }

    public string? CacheControl { get; init; }

    public DateTimeOffset? LastModified { get; init; }
}
