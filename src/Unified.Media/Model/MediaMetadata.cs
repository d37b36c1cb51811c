using System.Text.Json;
using System.Text.Json.Serialization;

namespace Unified.Media;

/// <summary>
/// The descriptive fields of an item. A catalog stores them as one JSON object, which is parsed when a property is first read. Two instances are
/// equal when all of their properties are equal. Immutable and safe for concurrent use.
/// </summary>
/// <remarks>
/// The keys of the JSON object are <c>title</c>, <c>description</c>, <c>alt</c>, <c>tags</c> (strings), <c>attribution</c> (<c>text</c>,
/// <c>author</c>, <c>author_url</c>, <c>provider</c>, <c>provider_id</c>, <c>source_url</c>, <c>license</c>), <c>generation</c> (<c>provider</c>,
/// <c>model</c>, <c>prompt</c>, <c>style</c>, <c>job_id</c>, <c>cost</c>), <c>content</c> (<c>frames</c>, <c>codec</c>, <c>removed</c>) and
/// <c>user</c> (<see cref="Custom"/>). JSON serialization writes these keys and omits other keys that an older application stored.
/// </remarks>
[JsonConverter(typeof(MediaMetadataJsonConverter))]
public sealed class MediaMetadata : IEquatable<MediaMetadata>
{
    private string? _json;
    private MetadataFields? _fields;

    /// <summary>Creates empty metadata. Set its properties with an object initializer.</summary>
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

    /// <summary>The alternative text for people who cannot see the content; null when there is none.</summary>
    public string? Alt
    {
        get => Fields.Alt;
        init => _fields = Fields with { Alt = value };
    }

    /// <summary>The tags, in the spelling and order of the caller; empty when there are none.</summary>
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

    /// <summary>The AI model, prompt and other parameters that generated the content; null when there are none.</summary>
    public Generation? Generation
    {
        get => Fields.Generation;
        init => _fields = Fields with { Generation = value };
    }

    /// <summary>The number of frames of an animation or pages of a TIFF, counted at upload; null for a single image and when unknown.</summary>
    public int? Frames
    {
        get => Fields.Frames;
        init => _fields = Fields with { Frames = value };
    }

    /// <summary>The video codec as the container names it, such as <c>avc1</c>; null when unknown.</summary>
    public string? Codec
    {
        get => Fields.Codec;
        init => _fields = Fields with { Codec = value };
    }

    /// <summary>
    /// The kinds of data that the upload removed from the content, such as <c>exif</c>, <c>location</c> or <c>trailing_bytes</c>; empty when it
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
            : throw new ArgumentException("The application's own fields must be a JSON object.", nameof(value));
    }

    internal MetadataFields Fields => _fields ??= MetadataFields.Read(_json!);

    /// <summary>
    /// Creates metadata from the JSON object that a catalog stores; the remarks of this type list its keys. Never fails, because a database can
    /// contain metadata of an older application: a field that is absent or of an unexpected type is null or empty, and a string that is not a JSON
    /// object has no fields.
    /// </summary>
    /// <param name="json">The JSON object as a string; null for <see cref="Empty"/>.</param>
    public static MediaMetadata FromJson(string? json) => string.IsNullOrEmpty(json) || json == "{}" ? Empty : new(json);

    /// <summary>
    /// Returns the JSON object that a catalog stores. An instance from <see cref="FromJson"/> returns the string that was passed to that method.
    /// </summary>
    public string ToJson() => _json ??= MetadataJson.Write(Fields);

    /// <summary>Returns true when all properties are equal. Keys that the library does not know are not compared.</summary>
    public bool Equals(MediaMetadata? other) => other is not null && (ReferenceEquals(this, other) || Fields.Equals(other.Fields));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MediaMetadata);

    /// <inheritdoc/>
    public override int GetHashCode() => Fields.GetHashCode();

    /// <summary>Returns the JSON object.</summary>
    public override string ToString() => ToJson();

    /// <summary>Returns true when all properties are equal.</summary>
    public static bool operator ==(MediaMetadata? left, MediaMetadata? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Returns true when a property differs.</summary>
    public static bool operator !=(MediaMetadata? left, MediaMetadata? right) => !(left == right);
}
