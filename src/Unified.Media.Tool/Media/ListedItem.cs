namespace Unified.Media.Tool;

/// <summary>A row of the list: an item, or a row of an older table that is not one yet.</summary>
internal sealed record ListedItem(
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
