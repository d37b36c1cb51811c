using System.Text.Json.Nodes;

namespace Unified.Media;

/// <summary>
/// The content and the fields that <see cref="MediaUpload"/> and <see cref="EnhancedImage"/> have in common. Texts are trimmed and
/// normalised (NFC). Control characters other than tabs and line breaks are rejected.
/// </summary>
public abstract class MediaUploadBase
{
    private protected MediaUploadBase()
    {
    }

    /// <summary>The source of the bytes.</summary>
    public required MediaContent Content { get; init; }

    /// <summary>
    /// The file name that the client sent. It becomes the title where <see cref="Title"/> is null. It does not decide the object's key or
    /// content type.
    /// </summary>
    public string? FileName { get; init; }

    /// <summary>The title, at most 255 characters.</summary>
    public string? Title { get; init; }

    /// <summary>The description, at most 5,000 characters.</summary>
    public string? Description { get; init; }

    /// <summary>The text alternative, at most 1,000 characters.</summary>
    public string? Alt { get; init; }

    /// <summary>At most 50 tags of at most 64 characters. Tags are case-insensitive; duplicates are removed.</summary>
    public IReadOnlyCollection<string> Tags { get; init; } = [];

    /// <summary>The attribution that a stock provider requires.</summary>
    public Attribution? Attribution { get; init; }

    /// <summary>A record of how an AI model made the picture.</summary>
    public Generation? Generation { get; init; }

    /// <summary>
    /// Your application's own fields: at most 16 KiB of JSON, at most 8 levels deep. They are stored apart from the library's fields.
    /// </summary>
    public JsonObject? Metadata { get; init; }

    /// <summary>
    /// The visibility of the item to other users: <see cref="Visibility.Private"/> (default) or <see cref="Visibility.Public"/>.
    /// </summary>
    public Visibility Visibility { get; init; } = Visibility.Private;

    /// <summary>
    /// Makes a retry of the call safe: a second call with the same key returns the same item, for at least 24 hours. 1 to 255 characters,
    /// unique per owner. A retry must have the same fields and the same bytes.
    /// </summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Receives the progress of storing the bytes in the object store; null reports nothing.</summary>
    public IProgress<MediaProgress>? Progress { get; init; }
}
