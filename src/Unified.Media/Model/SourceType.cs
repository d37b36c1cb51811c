using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Unified.Media;

/// <summary>
/// The origin of an item. A value that this version does not know can be read from a database, but is rejected in an upload.
/// Values are lower case and have at most 20 characters. The default value is <see cref="Upload"/>.
/// </summary>
[JsonConverter(typeof(ParsableJsonConverter<SourceType>))]
public readonly record struct SourceType : IParsable<SourceType>
{
    private readonly string? _value;

    private SourceType(string value) => _value = value;

    /// <summary><c>upload</c>: a file that a user uploaded.</summary>
    public static SourceType Upload { get; } = new("upload");

    /// <summary><c>playground</c>: an AI generation.</summary>
    public static SourceType Playground { get; } = new("playground");

    /// <summary><c>enhanced</c>: an AI-enhanced image.</summary>
    public static SourceType Enhanced { get; } = new("enhanced");

    /// <summary><c>stock</c>: a downloaded stock photo or video.</summary>
    public static SourceType Stock { get; } = new("stock");

    private string Value => _value ?? "upload";

    /// <summary>Compares two values. The default value equals <see cref="Upload"/>.</summary>
    public bool Equals(SourceType other) => Value == other.Value;

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>Returns the value, such as <c>upload</c>.</summary>
    public override string ToString() => Value;

    /// <summary>Parses a value. Case-insensitive.</summary>
    /// <exception cref="FormatException">
    /// The string is empty, longer than 20 characters, or contains characters other than ASCII letters, digits, <c>_</c> and <c>-</c>.
    /// </exception>
    public static SourceType Parse(string s) => new(OpenEnum.Parse(s, nameof(SourceType)));

    /// <summary>Parses a value. Case-insensitive.</summary>
    /// <returns>True when the string is a valid value, known or not.</returns>
    public static bool TryParse([NotNullWhen(true)] string? s, out SourceType result)
    {
        var isValid = OpenEnum.TryNormalize(s, out var value);
        result = isValid ? new(value!) : default;
        return isValid;
    }

    static SourceType IParsable<SourceType>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<SourceType>.TryParse(string? s, IFormatProvider? provider, out SourceType result) => TryParse(s, out result);
}
