using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Unified.Media;

/// <summary>
/// The visibility of an item to users who do not own it. An open set: a value that this version does not know can be read from a database,
/// but is rejected in an upload. Values are lower case and have at most 20 characters. The default value is <see cref="Private"/>.
/// </summary>
[JsonConverter(typeof(ParsableJsonConverter<Visibility>))]
public readonly record struct Visibility : IParsable<Visibility>
{
    private readonly string? _value;

    private Visibility(string value) => _value = value;

    /// <summary><c>private</c>: only the owner sees the item.</summary>
    public static Visibility Private { get; } = new("private");

    /// <summary><c>public</c>: every user sees the item.</summary>
    public static Visibility Public { get; } = new("public");

    /// <summary><c>draft</c>: only the owner sees the item. Occurs only in rows of older applications; a caller cannot set it.</summary>
    public static Visibility Draft { get; } = new("draft");

    private string Value => _value ?? "private";

    /// <summary>Compares two values. The default value equals <see cref="Private"/>.</summary>
    public bool Equals(Visibility other) => Value == other.Value;

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>Returns the value, such as <c>private</c>.</summary>
    public override string ToString() => Value;

    /// <summary>Parses a value. Case-insensitive.</summary>
    /// <exception cref="FormatException">
    /// The string is empty, longer than 20 characters, or contains characters other than ASCII letters, digits, <c>_</c> and <c>-</c>.
    /// </exception>
    public static Visibility Parse(string s) => new(OpenEnum.Parse(s, nameof(Visibility)));

    /// <summary>Parses a value. Case-insensitive.</summary>
    /// <returns>True when the string is a valid value, known or not.</returns>
    public static bool TryParse([NotNullWhen(true)] string? s, out Visibility result)
    {
        var isValid = OpenEnum.TryNormalize(s, out var value);
        result = isValid ? new(value!) : default;
        return isValid;
    }

    static Visibility IParsable<Visibility>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<Visibility>.TryParse(string? s, IFormatProvider? provider, out Visibility result) => TryParse(s, out result);
}
