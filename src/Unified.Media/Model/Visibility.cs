using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Unified.Media;

/// <summary>
/// Who may see an item. An open set: values that a database holds and this version does not know are kept and read,
/// never accepted from an upload. Lower case, at most 20 characters. The default value is <see cref="Private"/>.
/// </summary>
[JsonConverter(typeof(ParsableJsonConverter<Visibility>))]
public readonly record struct Visibility : IParsable<Visibility>
{
    private readonly string? _value;

    private Visibility(string value) => _value = value;

    /// <summary><c>private</c>: its owner.</summary>
    public static Visibility Private { get; } = new("private");

    /// <summary><c>public</c>: everybody.</summary>
    public static Visibility Public { get; } = new("public");

    /// <summary><c>draft</c>: its owner; found in older databases.</summary>
    public static Visibility Draft { get; } = new("draft");

    private string Value => _value ?? "private";

    /// <summary>Compares the values; the default equals <see cref="Private"/>.</summary>
    public bool Equals(Visibility other) => Value == other.Value;

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The value: <c>private</c>.</summary>
    public override string ToString() => Value;

    /// <summary>Reads a value in any letter case.</summary>
    /// <exception cref="FormatException">
    /// The text is empty, longer than 20 characters, or has other characters than letters, digits, <c>_</c> and <c>-</c>.
    /// </exception>
    public static Visibility Parse(string s) => new(Word.Parse(s, nameof(Visibility)));

    /// <inheritdoc cref="Parse(string)"/>
    public static bool TryParse([NotNullWhen(true)] string? s, out Visibility result)
    {
        var known = Word.TryNormalise(s, out var word);
        result = known ? new(word!) : default;
        return known;
    }

    static Visibility IParsable<Visibility>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<Visibility>.TryParse(string? s, IFormatProvider? provider, out Visibility result) => TryParse(s, out result);
}
