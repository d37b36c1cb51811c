using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Unified.Media;

/// <summary>
/// The id of a media item: a UUID. The library creates version 7 (RFC 9562), so new ids sort by time. Any UUID of an older system is an id
/// too. Written as 36 lower-case characters.
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

    /// <summary>Reads an id of the form <c>01234567-89ab-cdef-0123-456789abcdef</c>, in any letter case.</summary>
    /// <exception cref="FormatException">The text is not a UUID of this form.</exception>
    public static MediaId Parse(string s) =>
        TryParse(s, out var id) ? id : throw new FormatException("A media id is a UUID of 36 characters.");

    /// <summary>Reads an id of the form <c>01234567-89ab-cdef-0123-456789abcdef</c>, in any letter case.</summary>
    /// <returns>False when the text is not a UUID of this form.</returns>
    public static bool TryParse([NotNullWhen(true)] string? s, out MediaId result)
    {
        // Guid also accepts surrounding spaces, and signs and 0x inside the text. One id must have one text only.
        var isValid = Guid.TryParseExact(s, "D", out var value) && IsTextOf(value, s);
        result = isValid ? new(value) : default;
        return isValid;
    }

    /// <summary>Compares in the order of the texts, which is also the order of UUIDs in PostgreSQL.</summary>
    public int CompareTo(MediaId other) => Value.CompareTo(other.Value);

    /// <summary>Returns the 36 lower-case characters.</summary>
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

    private static bool IsTextOf(Guid value, string? text)
    {
        Span<char> canonical = stackalloc char[36];
        return value.TryFormat(canonical, out _, "D") && MemoryExtensions.Equals(canonical, text, StringComparison.OrdinalIgnoreCase);
    }
}
