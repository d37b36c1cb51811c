using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Unified.Media;

/// <summary>
/// The kind of an item: image or video. A value that this version does not know can be read from a database, but is rejected
/// in an upload. Values are lower case and have at most 20 characters. The default value is <see cref="Image"/>.
/// </summary>
[JsonConverter(typeof(ParsableJsonConverter<MediaKind>))]
public readonly record struct MediaKind : IParsable<MediaKind>
{
    private readonly string? _value;

    private MediaKind(string value) => _value = value;

    /// <summary><c>image</c>: a still or animated image.</summary>
    public static MediaKind Image { get; } = new("image");

    /// <summary><c>video</c>: a video, with or without sound.</summary>
    public static MediaKind Video { get; } = new("video");

    private string Value => _value ?? "image";

    /// <summary>Compares two values. The default value equals <see cref="Image"/>.</summary>
    public bool Equals(MediaKind other) => Value == other.Value;

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>Returns the value, such as <c>image</c>.</summary>
    public override string ToString() => Value;

    /// <summary>Parses a value. Case-insensitive.</summary>
    /// <exception cref="FormatException">
    /// The string is empty, longer than 20 characters, or contains characters other than ASCII letters, digits, <c>_</c> and <c>-</c>.
    /// </exception>
    public static MediaKind Parse(string s) => new(OpenEnum.Parse(s, nameof(MediaKind)));

    /// <summary>Parses a value. Case-insensitive.</summary>
    /// <returns>True when the string is a valid value, known or not.</returns>
    public static bool TryParse([NotNullWhen(true)] string? s, out MediaKind result)
    {
        var isValid = OpenEnum.TryNormalize(s, out var value);
        result = isValid ? new(value!) : default;
        return isValid;
    }

    static MediaKind IParsable<MediaKind>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<MediaKind>.TryParse(string? s, IFormatProvider? provider, out MediaKind result) => TryParse(s, out result);
}
