namespace Unified.Media.Benchmarks;

/// <summary>All columns of an item in PostgreSQL.</summary>
internal sealed record BaselinePostgresRow(
    Guid Id, Guid Owner, DateTimeOffset? CreatedAt, DateTimeOffset? UpdatedAt, string Type, string? SourceType, string? EnhancementType,
    string? OriginalMediaId, string Visibility, long? ObjectId, string Bucket, string Path, string? MimeType, long? SizeBytes, byte[]? Sha256,
    int? Width, int? Height, long? Duration, string? Metadata);
