using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Unified.Media;

/// <summary>
/// The id of a media item: a UUID, made by the library as version 7 (RFC 9562), so that new ids sort by time. Any UUID that an older
/// system made is also an id. Written as 36 lower-case characters.
/// </summary>
/// <param name="Value">The UUID.</param>
[JsonConverter(typeof(ParsableJsonConverter<MediaId>))]
public readonly record struct MediaId(Guid Value) : IParsable<MediaId>, IComparable<MediaId>
{
    /// <summary>Makes a new id whose first 48 bits are the given time in milliseconds.</summary>
    public static MediaId New(TimeProvider timeProvider)
    {
        ArgumentNullException.ThrowIfNull(timeProvider);
        return new(Guid.CreateVersion7(timeProvider.GetUtcNow()));
    }

    /// <summary>Reads an id of the form <c>01234567-89ab-cdef-0123-456789abcdef</c>, in any letter case.</summary>
    /// <exception cref="FormatException">The text is not a UUID of this form.</exception>
    public static MediaId Parse(string s) =>
        TryParse(s, out var id) ? id : throw new FormatException("A media id is a UUID of 36 characters.");

    /// <inheritdoc cref="Parse(string)"/>
    public static bool TryParse([NotNullWhen(true)] string? s, out MediaId result)
    {
        // The framework also takes spaces around, and signs and 0x inside: one id would have many texts.
        var known = Guid.TryParseExact(s, "D", out var value) && IsTextOf(value, s);
        result = known ? new(value) : default;
        return known;
    }

    /// <summary>Compares like the text forms, and like PostgreSQL compares UUIDs.</summary>
    public int CompareTo(MediaId other) => Value.CompareTo(other.Value);

    /// <summary>The 36 lower-case characters.</summary>
    public override string ToString() => Value.ToString("D");

    /// <summary>True when <paramref name="left"/> sorts before <paramref name="right"/>.</summary>
    public static bool operator <(MediaId left, MediaId right) => left.CompareTo(right) < 0;

    /// <summary>True when <paramref name="left"/> sorts after <paramref name="right"/>.</summary>
    public static bool operator >(MediaId left, MediaId right) => left.CompareTo(right) > 0;

    /// <summary>True when <paramref name="left"/> does not sort after <paramref name="right"/>.</summary>
    public static bool operator <=(MediaId left, MediaId right) => left.CompareTo(right) <= 0;

    /// <summary>True when <paramref name="left"/> does not sort before <paramref name="right"/>.</summary>
    public static bool operator >=(MediaId left, MediaId right) => left.CompareTo(right) >= 0;

    static MediaId IParsable<MediaId>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<MediaId>.TryParse(string? s, IFormatProvider? provider, out MediaId result) => TryParse(s, out result);

    private static bool IsTextOf(Guid value, string? text)
    {
        Span<char> canonical = stackalloc char[36];
        return value.TryFormat(canonical, out _, "D") && MemoryExtensions.Equals(canonical, text, StringComparison.OrdinalIgnoreCase);
    }
}
