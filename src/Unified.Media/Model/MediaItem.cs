using System.Text.Json.Serialization;

namespace Unified.Media;

/// <summary>
/// An image or video. An item exists only while its object is complete. Two items are equal when all of their properties are. Immutable and
/// safe for concurrent use.
/// </summary>
/// <remarks>
/// As JSON, an item has every property but <see cref="Location"/> and the shortcuts to <see cref="Metadata"/>, such as <see cref="Title"/>:
/// the title is written once, in the metadata. <see cref="Owner"/> and <see cref="Sha256"/> are written for everyone who may see the item.
/// Map items to a type of your own where owner ids must stay private.
/// </remarks>
public sealed record MediaItem
{
    /// <summary>The id of the item. It never changes and is never used again.</summary>
    public required MediaId Id { get; init; }

    /// <summary>The id of the user who owns the item.</summary>
    public required OwnerId Owner { get; init; }

    /// <summary>Image or video.</summary>
    public required MediaKind Kind { get; init; }

    /// <summary>The origin of the item: an upload, an AI generation, an enhanced image or a stock photo.</summary>
    public required SourceType SourceType { get; init; }

    /// <summary>The kind of enhancement, at most 50 characters; null for items that are not enhanced.</summary>
    public string? EnhancementType { get; init; }

    /// <summary>
    /// The original of an enhanced image as the caller named it: text of at most 50 characters. It is a media id only where it parses as
    /// one and the same owner has such an item.
    /// </summary>
    public string? OriginalMediaId { get; init; }

    /// <summary>The visibility of the item to other users.</summary>
    public required Visibility Visibility { get; init; }

    /// <summary>The content type, detected by signature: <c>image/png</c>.</summary>
    public required string ContentType { get; init; }

    /// <summary>The size of the stored content in bytes.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>
    /// The SHA-256 hash of the stored content as 64 lower-case hexadecimal digits; null for older items that were never hashed.
    /// </summary>
    public string? Sha256 { get; init; }

    /// <summary>The width in pixels as shown, after orientation; null when unknown.</summary>
    public int? Width { get; init; }

    /// <summary>The height in pixels as shown, after orientation; null when unknown.</summary>
    public int? Height { get; init; }

    /// <summary>The playing time, in whole microseconds; null for still images and where the content does not state it.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The time at which the item was created, in UTC and whole microseconds.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The time at which the item was last changed, in UTC and whole microseconds; never before <see cref="CreatedAt"/>.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>
    /// The location of the object. Null for an item without an object of the library: such an item is listed, but never read, signed or
    /// deleted from the object store. Not part of the JSON.
    /// </summary>
    [JsonIgnore]
    public ObjectLocation? Location { get; init; }

    /// <summary>The title, description, tags and other descriptive fields.</summary>
    public MediaMetadata Metadata { get; init => field = value ?? MediaMetadata.Empty; } = MediaMetadata.Empty;

    /// <inheritdoc cref="MediaMetadata.Title"/>
    [JsonIgnore]
    public string? Title => Metadata.Title;

    /// <inheritdoc cref="MediaMetadata.Description"/>
    [JsonIgnore]
    public string? Description => Metadata.Description;

    /// <inheritdoc cref="MediaMetadata.Alt"/>
    [JsonIgnore]
    public string? Alt => Metadata.Alt;

    /// <inheritdoc cref="MediaMetadata.Tags"/>
    [JsonIgnore]
    public IReadOnlyList<string> Tags => Metadata.Tags;

    /// <inheritdoc cref="MediaMetadata.Attribution"/>
    [JsonIgnore]
    public Attribution? Attribution => Metadata.Attribution;

    /// <summary>
    /// The stable URL of the content in your application: <c>ContentBaseUrl/{id}/content</c>. Store only this URL in rows, boards or pages.
    /// </summary>
    public string ContentUrl { get; init => field = value ?? ""; } = "";

    /// <summary>A signed or public URL at the object store, for browsers; null where the object store has none.</summary>
    public Uri? Url { get; init; }

    /// <summary>The time at which <see cref="Url"/> stops working; null for public URLs and where there is none.</summary>
    public DateTimeOffset? UrlExpiresAt { get; init; }
}
