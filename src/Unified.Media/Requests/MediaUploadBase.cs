using System.Text.Json.Nodes;

namespace Unified.Media;

/// <summary>
/// The content and the fields that <see cref="MediaUpload"/> and <see cref="EnhancedImage"/> have in common. Texts are trimmed and normalised
/// (NFC). Control characters other than tabs and line breaks are rejected.
/// </summary>
public abstract class MediaUploadBase
{
    private protected MediaUploadBase()
    {
    }

    /// <summary>The bytes.</summary>
    public required MediaContent Content { get; init; }

    /// <summary>
    /// The client's name of the file. It gives the title where <see cref="Title"/> is null, and nothing else: neither key nor type.
    /// </summary>
    public string? FileName { get; init; }

    /// <summary>At most 255 characters.</summary>
    public string? Title { get; init; }

    /// <summary>At most 5,000 characters.</summary>
    public string? Description { get; init; }

    /// <summary>The text alternative, at most 1,000 characters.</summary>
    public string? Alt { get; init; }

    /// <summary>At most 50 tags of at most 64 characters. Tags are case-insensitive; duplicates are removed.</summary>
    public IReadOnlyCollection<string> Tags { get; init; } = [];

    /// <summary>Whom the picture is owed to.</summary>
    public Attribution? Attribution { get; init; }

    /// <summary>How an AI made the picture.</summary>
    public Generation? Generation { get; init; }

    /// <summary>The caller's own fields: at most 16 KiB of JSON, at most 8 levels deep. Kept apart from the library's.</summary>
    public JsonObject? Metadata { get; init; }

    /// <summary>
    /// Who may see the item. Private by default, whatever its source. <see cref="Visibility.Public"/> or <see cref="Visibility.Private"/>.
    /// </summary>
    public Visibility Visibility { get; init; } = Visibility.Private;

    /// <summary>
    /// Makes a repeat of the call safe: the same key gives the same item, for at least 24 hours. 1 to 255 characters, unique per owner. A
    /// repeat must be the same in every field and byte.
    /// </summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Told about the bytes that went to the object store.</summary>
    public IProgress<MediaProgress>? Progress { get; init; }
}
