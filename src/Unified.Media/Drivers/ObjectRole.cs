using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Unified.Media.Drivers;

/// <summary>
/// The role of an object within its item: the original, or an object derived from it, such as <c>thumb-320</c> or <c>poster</c>. A role has 1 to
/// 20 lower-case ASCII letters, digits and hyphens. The default value is <see cref="Original"/>.
/// </summary>
public readonly record struct ObjectRole : IParsable<ObjectRole>
{
    private const int MaxLength = 20;
    private const string OriginalValue = "original";

    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private readonly string? _value;

    private ObjectRole(string value) => _value = value;

    /// <summary>The role of the object that holds the content of the item: <c>original</c>.</summary>
    public static ObjectRole Original { get; } = new(OriginalValue);

    /// <summary>True for <see cref="Original"/>.</summary>
    public bool IsOriginal => Value == OriginalValue;

    private string Value => _value ?? OriginalValue;

    /// <summary>Compares the values. The default value equals <see cref="Original"/>.</summary>
    public bool Equals(ObjectRole other) => Value == other.Value;

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>Returns the value, such as <c>thumb-320</c>.</summary>
    public override string ToString() => Value;

    /// <summary>Parses a role. The text must be in lower case, because the role is a part of object keys.</summary>
    /// <exception cref="FormatException">
    /// The text is empty, longer than 20 characters, or contains characters other than lower-case ASCII letters, digits and hyphens.
    /// </exception>
    public static ObjectRole Parse(string s)
    {
        ArgumentNullException.ThrowIfNull(s);
        return TryParse(s, out var role)
            ? role
            : throw new FormatException($"An {nameof(ObjectRole)} is 1 to {MaxLength} lower-case ASCII letters, digits or hyphens.");
    }

    /// <inheritdoc cref="Parse(string)"/>
    public static bool TryParse([NotNullWhen(true)] string? s, out ObjectRole result)
    {
        var isValid = s is { Length: > 0 and <= MaxLength } && !s.AsSpan().ContainsAnyExcept(Allowed);
        result = isValid ? new(s!) : default;
        return isValid;
    }

    static ObjectRole IParsable<ObjectRole>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<ObjectRole>.TryParse(string? s, IFormatProvider? provider, out ObjectRole result) => TryParse(s, out result);
}
