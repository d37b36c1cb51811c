using System.Text.Json;

namespace Unified.Media;

/// <summary>
/// The descriptive part of an item: one JSON object, read through typed properties. It is parsed on first use, so a list that shows no
/// titles never pays for them. A field that is absent or of an unexpected shape reads as null or empty. Immutable and safe for concurrent
/// use.
/// </summary>
public sealed class MediaMetadata
{
    private readonly string _json;
    private MetadataFields? _fields;

    private MediaMetadata(string json) => _json = json;

    /// <summary>Metadata without any field.</summary>
    public static MediaMetadata Empty { get; } = new("{}");

    /// <summary>The title; null when there is none.</summary>
    public string? Title => Fields.Title;

    /// <summary>The description; null when there is none.</summary>
    public string? Description => Fields.Description;

    /// <summary>The text alternative for those who do not see the picture; null when there is none.</summary>
    public string? Alt => Fields.Alt;

    /// <summary>The tags as they were given, in that order; empty when there are none.</summary>
    public IReadOnlyList<string> Tags => Fields.Tags;

    /// <summary>Whom the picture is owed to; null when nothing is said.</summary>
    public Attribution? Attribution => Fields.Attribution;

    /// <summary>How an AI made the picture; null when nothing is said.</summary>
    public Generation? Generation => Fields.Generation;

    /// <summary>The frames of an animation, as counted at upload; null when unknown.</summary>
    public int? Frames => Fields.Frames;

    /// <summary>The video codec as the container spells it; null when unknown.</summary>
    public string? Codec => Fields.Codec;

    /// <summary>
    /// What the upload took out of the content: <c>exif</c>, <c>location</c>, <c>trailing_bytes</c>, …; empty when nothing.
    /// </summary>
    public IReadOnlyList<string> Removed => Fields.Removed;

    /// <summary>The caller's own fields, a JSON object; null when there are none.</summary>
    public JsonElement? Custom => Fields.Custom;

    private MetadataFields Fields => _fields ??= MetadataFields.Read(_json);

    /// <summary>Takes the text of a JSON object as a catalog keeps it. Any text is taken; what is no JSON object reads as empty.</summary>
    public static MediaMetadata FromJson(string? json) => string.IsNullOrEmpty(json) || json == "{}" ? Empty : new(json);

    /// <summary>The JSON object, for catalogs to keep.</summary>
    public string ToJson() => _json;

    /// <summary>The JSON object.</summary>
    public override string ToString() => _json;
}
