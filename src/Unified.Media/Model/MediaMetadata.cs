using System.Text.Json;
using System.Text.Json.Serialization;

namespace Unified.Media;

/// <summary>
/// The descriptive fields of an item. A catalog stores them as one JSON object, which is parsed on first use, so a list that shows no
/// titles does not pay for them. Two metadata are equal when all of their properties are. Immutable and safe for concurrent use.
/// </summary>
/// <remarks>
/// The keys of the JSON object are <c>title</c>, <c>description</c>, <c>alt</c>, <c>tags</c> (texts), <c>attribution</c> (<c>text</c>,
/// <c>author</c>, <c>author_url</c>, <c>provider</c>, <c>provider_id</c>, <c>source_url</c>, <c>license</c>), <c>generation</c>
/// (<c>provider</c>, <c>model</c>, <c>prompt</c>, <c>style</c>, <c>job_id</c>, <c>cost</c>), <c>content</c> (<c>frames</c>, <c>codec</c>,
/// <c>removed</c>) and <c>user</c> (<see cref="Custom"/>). JSON serialisation writes these keys and leaves out any other that older
/// programs stored.
/// </remarks>
[JsonConverter(typeof(MediaMetadataJsonConverter))]
public sealed class MediaMetadata : IEquatable<MediaMetadata>
{
    private string? _json;
    private MetadataFields? _fields;

    /// <summary>Creates metadata. Set the properties that it has.</summary>
    public MediaMetadata() => _fields = MetadataFields.None;

    private MediaMetadata(string json) => _json = json;

    /// <summary>Metadata without any field.</summary>
    public static MediaMetadata Empty { get; } = new("{}");

    /// <summary>The title; null when there is none.</summary>
    public string? Title
    {
        get => Fields.Title;
        init => _fields = Fields with { Title = value };
    }

    /// <summary>The description; null when there is none.</summary>
    public string? Description
    {
        get => Fields.Description;
        init => _fields = Fields with { Description = value };
    }

    /// <summary>The text alternative for people who do not see the picture; null when there is none.</summary>
    public string? Alt
    {
        get => Fields.Alt;
        init => _fields = Fields with { Alt = value };
    }

    /// <summary>The tags as they were given, in that order; empty when there are none.</summary>
    public IReadOnlyList<string> Tags
    {
        get => Fields.Tags;
        init => _fields = Fields with { Tags = ValueList<string>.Of(value) };
    }

    /// <summary>The attribution; null when there is none.</summary>
    public Attribution? Attribution
    {
        get => Fields.Attribution;
        init => _fields = Fields with { Attribution = value };
    }

    /// <summary>A record of how an AI model made the picture; null when there is none.</summary>
    public Generation? Generation
    {
        get => Fields.Generation;
        init => _fields = Fields with { Generation = value };
    }

    /// <summary>The number of frames of an animation, counted at upload; null when unknown.</summary>
    public int? Frames
    {
        get => Fields.Frames;
        init => _fields = Fields with { Frames = value };
    }

    /// <summary>The video codec as the container spells it; null when unknown.</summary>
    public string? Codec
    {
        get => Fields.Codec;
        init => _fields = Fields with { Codec = value };
    }

    /// <summary>
    /// The kinds of data that the upload removed from the content: <c>exif</c>, <c>location</c>, <c>trailing_bytes</c>, …; empty when it
    /// removed nothing.
    /// </summary>
    public IReadOnlyList<string> Removed
    {
        get => Fields.Removed;
        init => _fields = Fields with { Removed = ValueList<string>.Of(value) };
    }

    /// <summary>Your application's own fields, a JSON object; null when there are none.</summary>
    /// <exception cref="ArgumentException">The value to set is not a JSON object.</exception>
    public JsonElement? Custom
    {
        get => Fields.Custom;
        init => _fields = value is null or { ValueKind: JsonValueKind.Object }
            ? Fields with { Custom = value?.Clone() }
            : throw new ArgumentException("The application's own fields are not a JSON object.", nameof(value));
    }

    internal MetadataFields Fields => _fields ??= MetadataFields.Read(_json!);

    /// <summary>
    /// Reads the JSON object that a catalog stores; the remarks of this type list its keys. A field that is absent or of an unexpected type
    /// reads as null or empty, and a text that is not a JSON object as <see cref="Empty"/>: databases hold what older programs wrote.
    /// </summary>
    public static MediaMetadata FromJson(string? json) => string.IsNullOrEmpty(json) || json == "{}" ? Empty : new(json);

    /// <summary>Returns the JSON object that a catalog stores. After <see cref="FromJson"/> it is the same text.</summary>
    public string ToJson() => _json ??= MetadataJson.Write(Fields);

    /// <summary>True when all properties are equal. Keys that the library does not know are not compared.</summary>
    public bool Equals(MediaMetadata? other) => other is not null && (ReferenceEquals(this, other) || Fields.Equals(other.Fields));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MediaMetadata);

    /// <inheritdoc/>
    public override int GetHashCode() => Fields.GetHashCode();

    /// <summary>Returns the JSON object.</summary>
    public override string ToString() => ToJson();

    /// <summary>True when all properties are equal.</summary>
    public static bool operator ==(MediaMetadata? left, MediaMetadata? right) => left is null ? right is null : left.Equals(right);

    /// <summary>True when a property differs.</summary>
    public static bool operator !=(MediaMetadata? left, MediaMetadata? right) => !(left == right);
}
