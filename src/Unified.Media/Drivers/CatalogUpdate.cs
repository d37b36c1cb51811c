namespace Unified.Media.Drivers;

/// <summary>A change of an item with optimistic concurrency.</summary>
public sealed record CatalogUpdate
{
    /// <summary>The item.</summary>
    public required MediaId Id { get; init; }

    /// <summary>The time of the last change, as the core has read it. The catalog changes the item only if the item still has this time.</summary>
    public required DateTimeOffset ExpectedUpdatedAt { get; init; }

    /// <summary>The new time of the last change; later than <see cref="ExpectedUpdatedAt"/>.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The complete new metadata.</summary>
    public required MediaMetadata Metadata { get; init; }

    /// <summary>The new visibility.</summary>
    public required Visibility Visibility { get; init; }
}
