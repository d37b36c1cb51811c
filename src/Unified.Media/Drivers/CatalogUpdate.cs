namespace Unified.Media.Drivers;

/// <summary>A change of an item with optimistic concurrency.</summary>
public sealed record CatalogUpdate
{
    /// <summary>The item.</summary>
    public required MediaId Id { get; init; }

    /// <summary>The time of the last change that the core has read. The row changes only while it still has this time.</summary>
    public required DateTimeOffset ExpectedUpdatedAt { get; init; }

    /// <summary>The new time of change; later than the expected one.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The complete new metadata.</summary>
    public required MediaMetadata Metadata { get; init; }

    /// <summary>The new visibility.</summary>
    public required Visibility Visibility { get; init; }
}
