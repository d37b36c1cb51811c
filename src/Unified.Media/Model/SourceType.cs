using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Unified.Media;

/// <summary>
/// Where an item came from. An open set: values that a database holds and this version does not know are kept and read,
/// never accepted from an upload. Lower case, at most 20 characters. The default value is <see cref="Upload"/>.
/// </summary>
[JsonConverter(typeof(ParsableJsonConverter<SourceType>))]
public readonly record struct SourceType : IParsable<SourceType>
{
    private readonly string? _value;

    private SourceType(string value) => _value = value;

    /// <summary><c>upload</c>: a user uploaded it.</summary>
    public static SourceType Upload { get; } = new("upload");

    /// <summary><c>playground</c>: an AI generation.</summary>
    public static SourceType Playground { get; } = new("playground");

    /// <summary><c>enhanced</c>: an AI-enhanced image.</summary>
    public static SourceType Enhanced { get; } = new("enhanced");

    /// <summary><c>stock</c>: a downloaded stock photo or video.</summary>
    public static SourceType Stock { get; } = new("stock");

    private string Value => _value ?? "upload";

    /// <summary>Compares the values; the default equals <see cref="Upload"/>.</summary>
    public bool Equals(SourceType other) => Value == other.Value;

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The value: <c>upload</c>.</summary>
    public override string ToString() => Value;

    /// <summary>Reads a value in any letter case.</summary>
    /// <exception cref="FormatException">
    /// The text is empty, longer than 20 characters, or has other characters than letters, digits, <c>_</c> and <c>-</c>.
    /// </exception>
    public static SourceType Parse(string s) => new(Word.Parse(s, nameof(SourceType)));

    /// <inheritdoc cref="Parse(string)"/>
    public static bool TryParse([NotNullWhen(true)] string? s, out SourceType result)
    {
        var known = Word.TryNormalise(s, out var word);
        result = known ? new(word!) : default;
        return known;
    }

    static SourceType IParsable<SourceType>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<SourceType>.TryParse(string? s, IFormatProvider? provider, out SourceType result) => TryParse(s, out result);
}
