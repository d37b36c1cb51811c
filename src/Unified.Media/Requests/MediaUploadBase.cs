using System.Text.Json.Nodes;

namespace Unified.Media;

/// <summary>
/// The content and the fields that <see cref="MediaUpload"/> and <see cref="EnhancedImage"/> have in common. Descriptive strings are trimmed and
/// normalized (NFC). Control characters in them, except tabs and line breaks, are rejected. Lengths are counted in UTF-16 characters.
/// </summary>
public abstract class MediaUploadBase
{
    private protected MediaUploadBase()
    {
    }

    /// <summary>The source of the bytes. Required.</summary>
    public required MediaContent Content { get; init; }

    /// <summary>
    /// The file name that the client sent. The title is made from it when <see cref="Title"/> is null. It affects neither the key of the object nor
    /// the content type.
    /// </summary>
    public string? FileName { get; init; }

    /// <summary>The title, at most 255 characters; null uses <see cref="FileName"/> without its extension.</summary>
    public string? Title { get; init; }

    /// <summary>The description, at most 5,000 characters; null for none.</summary>
    public string? Description { get; init; }

    /// <summary>The alternative text for people who cannot see the content, at most 1,000 characters; null for none.</summary>
    public string? Alt { get; init; }

    /// <summary>The tags, at most 50 of 1 to 64 characters. Tags are case-insensitive; duplicates are removed.</summary>
    public IReadOnlyCollection<string> Tags { get; init; } = [];

    /// <summary>The attribution that a stock provider requires; null for none.</summary>
    public Attribution? Attribution { get; init; }

    /// <summary>The AI model, prompt and other parameters that generated the content; null for none.</summary>
    public Generation? Generation { get; init; }

    /// <summary>
    /// Your application's own fields: at most 16 KiB of JSON, at most 8 levels deep; null for none. They are returned as
    /// <see cref="MediaMetadata.Custom"/>.
    /// </summary>
    public JsonObject? Metadata { get; init; }

    /// <summary>
    /// The visibility of the item to other users: <see cref="Visibility.Private"/> (default) or <see cref="Visibility.Public"/>.
    /// </summary>
    public Visibility Visibility { get; init; } = Visibility.Private;

    /// <summary>
    /// Makes retries safe: another call with the same key returns the existing item instead of storing a second one. 1 to 255 characters, unique per
    /// owner; null for none. A retry must have the same fields and the same bytes. After the item is deleted, the key is rejected
    /// (<c>idempotency_gone</c>) for <see cref="UnifiedMediaOptions.TombstoneRetention"/>.
    /// </summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Receives the progress of storing the bytes in the object store; null for no reports.</summary>
    public IProgress<MediaProgress>? Progress { get; init; }
}
