namespace Unified.Media.Tool;

/// <summary>The legacy row that an item was migrated from.</summary>
internal sealed record LegacyOrigin(string Table, string Id, DateTimeOffset MappedAt, DateTimeOffset? DeletedAt);
