using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Unified.Media;

/// <summary>
/// The rule for the values of <see cref="MediaKind"/>, <see cref="SourceType"/> and <see cref="Visibility"/>: 1 to 20 ASCII letters, digits,
/// <c>_</c> or <c>-</c>, stored in lower case.
/// </summary>
internal static class OpenEnum
{
    private const int MaxLength = 20;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");

    public static bool TryNormalize(string? text, [NotNullWhen(true)] out string? value)
    {
        value = null;
        if (string.IsNullOrEmpty(text) || text.Length > MaxLength || text.AsSpan().ContainsAnyExcept(Allowed))
        {
            return false;
        }

#pragma warning disable CA1308 // The values are lower case.
        value = text.ToLowerInvariant();
#pragma warning restore CA1308
        return true;
    }

    public static string Parse(string text, string typeName)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryNormalize(text, out var value)
            ? value
            : throw new FormatException($"A {typeName} is 1 to {MaxLength} ASCII letters, digits, '_' or '-'.");
    }
}
