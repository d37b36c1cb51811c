using System.Globalization;
using System.Text;

namespace Unified.Media.Drivers;

/// <summary>
/// Splits text into words for the text search. Every catalog uses it, so that all catalogs find the same items. A word is a run of Unicode
/// letters and digits with their combining marks, in NFC and invariant lower case, truncated to 64 characters. Words are not stemmed, and
/// accents are not removed.
/// </summary>
public static class SearchTokenizer
{
    private const int MaxLength = 64;

    /// <summary>Returns the distinct words of a text in the order of their first occurrence.</summary>
    public static IReadOnlyList<string> Tokenize(string? text)
    {
        var words = new List<string>();
        Add(words, text);
        return [.. words.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Returns the distinct words of the title, description and tags of an item.</summary>
    public static IReadOnlyList<string> Tokenize(MediaMetadata metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        var words = new List<string>();
        Add(words, metadata.Title);
        Add(words, metadata.Description);
        foreach (var tag in metadata.Tags)
        {
            Add(words, tag);
        }

        return [.. words.Distinct(StringComparer.Ordinal)];
    }

    private static void Add(List<string> words, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return;
        }

#pragma warning disable CA1308 // Words are lower case by definition.
        var word = new StringBuilder();
        foreach (var rune in UnicodeText.Compose(text).ToLowerInvariant().EnumerateRunes())
        {
            // A combining mark without a composed form belongs to its letter.
            if (Rune.IsLetterOrDigit(rune) || (word.Length > 0 && IsMark(rune)))
            {
                word.Append(rune.ToString());
            }
            else
            {
                AddWord(words, word);
            }
        }
#pragma warning restore CA1308

        AddWord(words, word);
    }

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static void AddWord(List<string> words, StringBuilder word)
    {
        if (word.Length > 0)
        {
            var length = Math.Min(word.Length, MaxLength);
            words.Add(word.ToString(0, length < word.Length && char.IsHighSurrogate(word[length - 1]) ? length - 1 : length));
            word.Clear();
        }
    }
}
