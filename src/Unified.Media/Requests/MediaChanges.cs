using System.Text.Json.Nodes;

namespace Unified.Media;

/// <summary>
/// Changes to an item's description or visibility. A property that is null changes nothing. The limits are those of
/// <see cref="MediaUpload"/>.
/// </summary>
public sealed class MediaChanges
{
    /// <summary>The new title; an empty text removes the title.</summary>
    public string? Title { get; init; }

    /// <summary>The new description; an empty text removes the description.</summary>
    public string? Description { get; init; }

    /// <summary>The new text alternative; an empty text removes it.</summary>
    public string? Alt { get; init; }

    /// <summary>The new list of tags, which replaces the old one; an empty list removes every tag.</summary>
    public IReadOnlyCollection<string>? Tags { get; init; }

    /// <summary>Tags to add, after <see cref="Tags"/> was applied.</summary>
    public IReadOnlyCollection<string>? AddTags { get; init; }

    /// <summary>Tags to remove, without regard to letter case. A tag that <see cref="AddTags"/> contains too stays.</summary>
    public IReadOnlyCollection<string>? RemoveTags { get; init; }

    /// <summary>The new attribution; <see cref="Attribution.None"/> removes it.</summary>
    public Attribution? Attribution { get; init; }

    /// <summary>The new visibility: <see cref="Visibility.Public"/> or <see cref="Visibility.Private"/>.</summary>
    public Visibility? Visibility { get; init; }

    /// <summary>A JSON merge patch (RFC 7396) for your application's own fields: a null value removes a field.</summary>
    public JsonObject? Metadata { get; init; }
}
