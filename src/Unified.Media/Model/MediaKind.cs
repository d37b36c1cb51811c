using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Unified.Media;

/// <summary>
/// What sort of media an item is. An open set: values that a database holds and this version does not know are kept and read,
/// never accepted from an upload. Lower case, at most 20 characters. The default value is <see cref="Image"/>.
/// </summary>
[JsonConverter(typeof(ParsableJsonConverter<MediaKind>))]
public readonly record struct MediaKind : IParsable<MediaKind>
{
    private readonly string? _value;

    private MediaKind(string value) => _value = value;

    /// <summary><c>image</c></summary>
    public static MediaKind Image { get; } = new("image");

    /// <summary><c>video</c></summary>
    public static MediaKind Video { get; } = new("video");

    private string Value => _value ?? "image";

    /// <summary>Compares the values; the default equals <see cref="Image"/>.</summary>
    public bool Equals(MediaKind other) => Value == other.Value;

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The value: <c>image</c>.</summary>
    public override string ToString() => Value;

    /// <summary>Reads a value in any letter case.</summary>
    /// <exception cref="FormatException">
    /// The text is empty, longer than 20 characters, or has other characters than letters, digits, <c>_</c> and <c>-</c>.
    /// </exception>
    public static MediaKind Parse(string s) => new(Word.Parse(s, nameof(MediaKind)));

    /// <inheritdoc cref="Parse(string)"/>
    public static bool TryParse([NotNullWhen(true)] string? s, out MediaKind result)
    {
        var known = Word.TryNormalise(s, out var word);
        result = known ? new(word!) : default;
        return known;
    }

    static MediaKind IParsable<MediaKind>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<MediaKind>.TryParse(string? s, IFormatProvider? provider, out MediaKind result) => TryParse(s, out result);
}
