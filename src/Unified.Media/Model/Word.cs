using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Unified.Media;

/// <summary>The rule for words of an open set: 1 to 20 ASCII letters, digits, <c>_</c> or <c>-</c>, kept in lower case.</summary>
internal static class Word
{
    private const int MaxLength = 20;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");

    public static bool TryNormalise(string? text, [NotNullWhen(true)] out string? word)
    {
        word = null;
        if (string.IsNullOrEmpty(text) || text.Length > MaxLength || text.AsSpan().ContainsAnyExcept(Allowed))
        {
            return false;
        }

#pragma warning disable CA1308 // The vocabulary is lower case.
        word = text.ToLowerInvariant();
#pragma warning restore CA1308
        return true;
    }

    public static string Parse(string text, string typeName)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryNormalise(text, out var word)
            ? word
            : throw new FormatException($"A {typeName} is 1 to {MaxLength} ASCII letters, digits, '_' or '-'.");
    }
}
