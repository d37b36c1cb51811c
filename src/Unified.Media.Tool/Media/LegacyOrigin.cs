namespace Unified.Media.Tool;

/// <summary>Which row of an older table an item came from.</summary>
internal sealed record LegacyOrigin(string Table, string Id, DateTimeOffset MappedAt, DateTimeOffset? DeletedAt);
