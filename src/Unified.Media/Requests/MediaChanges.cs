using System.Text.Json.Nodes;

namespace Unified.Media;

/// <summary>
/// Changes to an item's descriptive fields or visibility. A property that is null changes nothing. The limits are the same as for
/// <see cref="MediaUpload"/>.
/// </summary>
public sealed class MediaChanges
{
    /// <summary>The new title; an empty string removes the title.</summary>
    public string? Title { get; init; }

    /// <summary>The new description; an empty string removes the description.</summary>
    public string? Description { get; init; }

    /// <summary>The new alternative text; an empty string removes it.</summary>
    public string? Alt { get; init; }

    /// <summary>The new list of tags, which replaces the old one; an empty list removes all tags.</summary>
    public IReadOnlyCollection<string>? Tags { get; init; }

    /// <summary>Tags to add after <see cref="Tags"/> is applied.</summary>
    public IReadOnlyCollection<string>? AddTags { get; init; }

    /// <summary>Tags to remove. Case-insensitive. A tag that is also in <see cref="AddTags"/> is not removed.</summary>
    public IReadOnlyCollection<string>? RemoveTags { get; init; }

    /// <summary>The new attribution; <see cref="Attribution.None"/> removes it.</summary>
    public Attribution? Attribution { get; init; }

    /// <summary>The new visibility: <see cref="Visibility.Public"/> or <see cref="Visibility.Private"/>.</summary>
    public Visibility? Visibility { get; init; }

    /// <summary>
    /// A JSON merge patch (RFC 7396) for your application's own fields, <see cref="MediaMetadata.Custom"/>. A null value in the
    /// patch removes a field.
    /// </summary>
    public JsonObject? Metadata { get; init; }
}
