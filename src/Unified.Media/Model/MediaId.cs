using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Unified.Media;

/// <summary>
/// The id of a media item: a UUID, written as 36 lower-case characters. The library creates UUIDs of version 7 (RFC 9562), which sort by time. UUIDs
/// of other versions, as older systems created them, are valid too.
/// </summary>
/// <param name="Value">The UUID.</param>
[JsonConverter(typeof(ParsableJsonConverter<MediaId>))]
public readonly record struct MediaId(Guid Value) : IParsable<MediaId>, IComparable<MediaId>
{
    /// <summary>Creates a new id. Its first 48 bits are the current time in milliseconds.</summary>
    public static MediaId New(TimeProvider timeProvider)
    {
        ArgumentNullException.ThrowIfNull(timeProvider);
        return new(Guid.CreateVersion7(timeProvider.GetUtcNow()));
    }

    /// <summary>Parses an id of the form <c>01234567-89ab-cdef-0123-456789abcdef</c>, in any letter case.</summary>
    /// <exception cref="FormatException">The string is not a UUID of this form.</exception>
    public static MediaId Parse(string s) =>
        TryParse(s, out var id) ? id : throw new FormatException("A media id is a UUID of 36 characters.");

    /// <summary>Parses an id of the form <c>01234567-89ab-cdef-0123-456789abcdef</c>, in any letter case.</summary>
    /// <returns>True when the string is a UUID of this form.</returns>
    public static bool TryParse([NotNullWhen(true)] string? s, out MediaId result)
    {
        // Guid also accepts surrounding spaces, and signs and 0x inside the string. Apart from letter case, an id must have only one spelling.
        var isValid = Guid.TryParseExact(s, "D", out var value) && IsCanonical(value, s);
        result = isValid ? new(value) : default;
        return isValid;
    }

    /// <summary>Compares two ids in the order of their strings, which is also the order of UUIDs in PostgreSQL.</summary>
    public int CompareTo(MediaId other) => Value.CompareTo(other.Value);

    /// <summary>Returns the id as 36 lower-case characters.</summary>
    public override string ToString() => Value.ToString("D");

    /// <summary>True when <paramref name="left"/> sorts before <paramref name="right"/>.</summary>
    public static bool operator <(MediaId left, MediaId right) => left.CompareTo(right) < 0;

    /// <summary>True when <paramref name="left"/> sorts after <paramref name="right"/>.</summary>
    public static bool operator >(MediaId left, MediaId right) => left.CompareTo(right) > 0;

    /// <summary>True when <paramref name="left"/> sorts before or equals <paramref name="right"/>.</summary>
    public static bool operator <=(MediaId left, MediaId right) => left.CompareTo(right) <= 0;

    /// <summary>True when <paramref name="left"/> sorts after or equals <paramref name="right"/>.</summary>
    public static bool operator >=(MediaId left, MediaId right) => left.CompareTo(right) >= 0;

    static MediaId IParsable<MediaId>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<MediaId>.TryParse(string? s, IFormatProvider? provider, out MediaId result) => TryParse(s, out result);

    private static bool IsCanonical(Guid value, string? text)
    {
        Span<char> canonical = stackalloc char[36];
        return value.TryFormat(canonical, out _, "D") && MemoryExtensions.Equals(canonical, text, StringComparison.OrdinalIgnoreCase);
    }
}
