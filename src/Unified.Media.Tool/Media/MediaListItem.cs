namespace Unified.Media.Tool;

/// <summary>An item, or a legacy row that has not been migrated yet.</summary>
internal sealed record MediaListItem(
    string Id,
    string Origin,
    string? Owner,
    string? Login,
    string? Kind,
    string? Source,
    string? Visibility,
    int? Width,
    int? Height,
    long? SizeBytes,
    string? Title,
    DateTimeOffset? CreatedAt);
