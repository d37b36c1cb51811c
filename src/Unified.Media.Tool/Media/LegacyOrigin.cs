namespace Unified.Media.Tool;

/// <summary>The legacy row that an item was migrated from. <c>DeletedAt</c> is null unless the item was deleted.</summary>
internal sealed record LegacyOrigin(string Table, string Id, DateTimeOffset MappedAt, DateTimeOffset? DeletedAt);
