using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Unified.Media;

/// <summary>
/// Whose an item is: the id that the host's own user has, as text. 1 to 128 characters without white space, control or format characters;
/// letter case counts. Catalogs on PostgreSQL need a UUID.
/// </summary>
[JsonConverter(typeof(WordJsonConverter<OwnerId>))]
public readonly record struct OwnerId : IParsable<OwnerId>
{
    private const int MaxLength = 128;

    private readonly string? _value;

    private OwnerId(string value) => _value = value;

    /// <summary>Makes an owner id of a text; the same as <see cref="Parse(string)"/>.</summary>
    /// <exception cref="FormatException">The text breaks the rule of this type.</exception>
    public static implicit operator OwnerId(string id) => Parse(id);

    /// <summary>Makes an owner id of a UUID, written as 36 lower-case characters.</summary>
    public static implicit operator OwnerId(Guid id) => FromGuid(id);

    /// <summary>Makes an owner id of a UUID, written as 36 lower-case characters.</summary>
    public static OwnerId FromGuid(Guid id) => new(id.ToString("D"));

    /// <summary>Makes an owner id of a text; the same as <see cref="Parse(string)"/>.</summary>
    /// <exception cref="FormatException">The text breaks the rule of this type.</exception>
    public static OwnerId FromString(string id) => Parse(id);

    /// <summary>Reads an owner id.</summary>
    /// <exception cref="FormatException">The text breaks the rule of this type.</exception>
    public static OwnerId Parse(string s)
    {
        ArgumentNullException.ThrowIfNull(s);
        return TryParse(s, out var id)
            ? id
            : throw new FormatException($"An owner id is 1 to {MaxLength} characters without white space, control or format characters.");
    }

    /// <inheritdoc cref="Parse(string)"/>
    public static bool TryParse([NotNullWhen(true)] string? s, out OwnerId result)
    {
        var valid = s is { Length: > 0 and <= MaxLength } && !s.Any(IsInvisible);
        result = valid ? new(s!) : default;
        return valid;
    }

    /// <summary>The id; empty for the default value, which names nobody.</summary>
    public override string ToString() => _value ?? "";

    // Such characters would not show in logs, keys and addresses.
    private static bool IsInvisible(char character) =>
        char.IsWhiteSpace(character) || char.IsControl(character) || char.IsSurrogate(character)
        || char.GetUnicodeCategory(character) == UnicodeCategory.Format;

    static OwnerId IParsable<OwnerId>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<OwnerId>.TryParse(string? s, IFormatProvider? provider, out OwnerId result) => TryParse(s, out result);
}
