using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Unified.Media;

/// <summary>
/// The id of a user who owns items, in the form that your application uses: 1 to 128 characters without white space, control or format characters.
/// Case-sensitive. The PostgreSQL catalog requires a UUID of 36 characters.
/// </summary>
[JsonConverter(typeof(ParsableJsonConverter<OwnerId>))]
public readonly record struct OwnerId : IParsable<OwnerId>
{
    private const int MaxLength = 128;
    private const string EmptyUuid = "00000000-0000-0000-0000-000000000000";
    internal const string Rule = "An owner id is 1 to 128 characters without white space, control or format characters.";

    private readonly string? _value;

    private OwnerId(string value) => _value = value;

    /// <summary>True for the default value and for the empty UUID, which usually come from a variable that was not set.</summary>
    internal bool IsUnset => _value is null or EmptyUuid;

    /// <summary>Creates an owner id from a UUID, written as 36 lower-case characters.</summary>
    /// <exception cref="ArgumentException">The UUID is <see cref="Guid.Empty"/>.</exception>
    public static OwnerId FromGuid(Guid id) =>
        id == Guid.Empty ? throw new ArgumentException("The owner id is an empty UUID.", nameof(id)) : new(id.ToString("D"));

    /// <summary>Parses an owner id.</summary>
    /// <exception cref="FormatException">The string is not a valid owner id.</exception>
    public static OwnerId Parse(string s)
    {
        ArgumentNullException.ThrowIfNull(s);
        return TryParse(s, out var id) ? id : throw new FormatException(Rule);
    }

    /// <summary>Parses an owner id.</summary>
    /// <returns>True when the string is a valid owner id.</returns>
    public static bool TryParse([NotNullWhen(true)] string? s, out OwnerId result)
    {
        var isValid = s is { Length: > 0 and <= MaxLength } && !s.Any(IsInvisible);
        result = isValid ? new(s!) : default;
        return isValid;
    }

    /// <summary>Returns the id; an empty string for the default value.</summary>
    public override string ToString() => _value ?? "";

    // Such characters would be invisible in logs, keys and URLs.
    private static bool IsInvisible(char character) =>
        char.IsWhiteSpace(character) || char.IsControl(character) || char.IsSurrogate(character)
        || char.GetUnicodeCategory(character) == UnicodeCategory.Format;

    static OwnerId IParsable<OwnerId>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<OwnerId>.TryParse(string? s, IFormatProvider? provider, out OwnerId result) => TryParse(s, out result);
}
