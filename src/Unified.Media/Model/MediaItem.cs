namespace Unified.Media;

/// <summary>One image or video as the catalog knows it. An item exists only while its object is complete. Immutable.</summary>
public sealed record MediaItem
{
    /// <summary>The item's id; never changes, never used again.</summary>
    public required MediaId Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required OwnerId Owner { get; init; }

    /// <summary>Image or video.</summary>
    public required MediaKind Kind { get; init; }

    /// <summary>Where it came from.</summary>
    public required SourceType SourceType { get; init; }

    /// <summary>What the enhancement was; null for items that are not enhanced. At most 50 characters.</summary>
    public string? EnhancementType { get; init; }

    /// <summary>
    /// What an enhanced image was made from, as the caller said it: text of at most 50 characters, a media id only where it parses as
    /// one and exists for the same owner.
    /// </summary>
    public string? OriginalMediaId { get; init; }

    /// <summary>Who may see it.</summary>
    public required Visibility Visibility { get; init; }

    /// <summary>The content type by signature: <c>image/png</c>.</summary>
    public required string ContentType { get; init; }

    /// <summary>Length in bytes of the stored content.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>SHA-256 of the stored content, 64 lower-case hexadecimal digits; null for older items that were never hashed.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Pixels as shown, after orientation; null when unknown, never a guess.</summary>
    public int? Width { get; init; }

    /// <inheritdoc cref="Width"/>
    public int? Height { get; init; }

    /// <summary>How long it plays, in whole microseconds; null for still images and where the content does not say.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>When the item was made, UTC, in whole microseconds.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the item last changed, UTC, in whole microseconds; never before <see cref="CreatedAt"/>.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Where the object is; null for an item that names no object of ours: such an item is never read, signed or erased.</summary>
    public ObjectLocation? Location { get; init; }

    /// <summary>Title, description, tags and the rest.</summary>
    public MediaMetadata Metadata { get; init; } = MediaMetadata.Empty;

    /// <inheritdoc cref="MediaMetadata.Title"/>
    public string? Title => Metadata.Title;

    /// <inheritdoc cref="MediaMetadata.Description"/>
    public string? Description => Metadata.Description;

    /// <inheritdoc cref="MediaMetadata.Alt"/>
    public string? Alt => Metadata.Alt;

    /// <inheritdoc cref="MediaMetadata.Tags"/>
    public IReadOnlyList<string> Tags => Metadata.Tags;

    /// <inheritdoc cref="MediaMetadata.Attribution"/>
    public Attribution? Attribution => Metadata.Attribution;

    /// <summary>
    /// The stable address in the host: <c>ContentBaseUrl/{id}/content</c>. The only one to write into rows, boards or pages.
    /// </summary>
    public string ContentUrl { get; init; } = "";

    /// <summary>An address that a browser can use without the host: signed or public; null where the object store has none.</summary>
    public Uri? Url { get; init; }

    /// <summary>When <see cref="Url"/> stops working; null for public addresses and where there is none.</summary>
    public DateTimeOffset? UrlExpiresAt { get; init; }
}
