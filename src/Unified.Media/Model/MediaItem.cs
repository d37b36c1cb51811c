using System.Text.Json.Serialization;

namespace Unified.Media;

/// <summary>
/// An image or a video of an owner. A new item becomes visible only after its content is stored completely. Two items are equal when all of their
/// properties are equal. Immutable and safe for concurrent use.
/// </summary>
/// <remarks>
/// The JSON of an item has every property except <see cref="Location"/> and the shortcuts to <see cref="Metadata"/>, such as <see cref="Title"/>,
/// which is written once, in the metadata. It contains <see cref="Owner"/> and <see cref="Sha256"/> for every user who may see the item: map items
/// to a type of your own if owner ids must stay private.
/// </remarks>
public sealed record MediaItem
{
    /// <summary>The id of the item. It never changes and is never reused.</summary>
    public required MediaId Id { get; init; }

    /// <summary>The id of the user who owns the item.</summary>
    public required OwnerId Owner { get; init; }

    /// <summary>The kind: image or video.</summary>
    public required MediaKind Kind { get; init; }

    /// <summary>The origin of the item: an upload, an AI generation, an enhanced image, or a stock photo or video.</summary>
    public required SourceType SourceType { get; init; }

    /// <summary>The kind of enhancement, such as <c>upscale</c>, at most 50 characters; null for an item that is not enhanced.</summary>
    public string? EnhancementType { get; init; }

    /// <summary>
    /// The id of the original of an enhanced image as the caller passed it, at most 50 characters; null for an item that is not enhanced and when the
    /// caller passed none. The original need not be an item.
    /// </summary>
    public string? OriginalMediaId { get; init; }

    /// <summary>The visibility of the item to other users.</summary>
    public required Visibility Visibility { get; init; }

    /// <summary>The content type, detected from the content, such as <c>image/png</c>.</summary>
    public required string ContentType { get; init; }

    /// <summary>The size of the stored content in bytes.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>
    /// The SHA-256 hash of the stored content as 64 lower-case hexadecimal digits; null for an older item that was never hashed.
    /// </summary>
    public string? Sha256 { get; init; }

    /// <summary>The width in pixels after the orientation is applied; null when unknown.</summary>
    public int? Width { get; init; }

    /// <summary>The height in pixels after the orientation is applied; null when unknown.</summary>
    public int? Height { get; init; }

    /// <summary>The duration in whole microseconds; null for a still image and when the content does not state it.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The time at which the item was created, in UTC and whole microseconds.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The time at which the item was last changed, in UTC and whole microseconds; never before <see cref="CreatedAt"/>.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>
    /// The location of the object. Null for a legacy item whose content is not in the object store: it is listed, but it cannot be opened and has no
    /// <see cref="Url"/>. Not serialized to JSON.
    /// </summary>
    [JsonIgnore]
    public ObjectLocation? Location { get; init; }

    /// <summary>The title, description, tags and other descriptive fields; <see cref="MediaMetadata.Empty"/> when there are none.</summary>
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
    /// The stable URL of the content in your application: <c>{ContentBaseUrl}/{id}/content</c>. If you store a URL, store this one, because
    /// <see cref="Url"/> may expire. An empty string in items that a catalog returns.
    /// </summary>
    public string ContentUrl { get; init => field = value ?? ""; } = "";

    /// <summary>
    /// The signed or public URL at the object store, for browsers. Null when the object store does not support URLs or does not have the object, and
    /// when the URL could not be signed after an upload or a change.
    /// </summary>
    public Uri? Url { get; init; }

    /// <summary>The time at which <see cref="Url"/> stops working; null for a public URL and when <see cref="Url"/> is null.</summary>
    public DateTimeOffset? UrlExpiresAt { get; init; }
}
