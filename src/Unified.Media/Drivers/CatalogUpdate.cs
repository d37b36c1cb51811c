namespace Unified.Media.Drivers;

/// <summary>A change of an item's row, made from what the core has read.</summary>
/// <param name="Id">The item.</param>
/// <param name="ExpectedUpdatedAt">The row changes only while it has this time of change.</param>
/// <param name="UpdatedAt">The new time of change, later than the expected one.</param>
/// <param name="Metadata">The whole new metadata.</param>
/// <param name="Visibility">The new visibility.</param>
public sealed record CatalogUpdate(
    MediaId Id, DateTimeOffset ExpectedUpdatedAt, DateTimeOffset UpdatedAt, MediaMetadata Metadata, Visibility Visibility);
