namespace Unified.Media.Benchmarks;

/// <summary>All columns of an item in SQLite.</summary>
internal sealed record BaselineRow(
    Guid Id, DateTimeOffset CreatedAt, string Owner, string Type, string SourceType, string? EnhancementType, string? OriginalMediaId,
    string Visibility, string Bucket, string Path, string MimeType, long SizeBytes, string? Sha256, long? Width, long? Height, long? Duration,
    DateTimeOffset UpdatedAt, string Metadata);
