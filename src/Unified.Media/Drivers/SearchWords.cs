using System.Globalization;
using System.Text;

namespace Unified.Media.Drivers;

/// <summary>
/// How text is searched, in every catalog alike: a word is a run of letters and digits (Unicode), in NFC and lower case, cut to 64
/// characters. No stemming, no folding of accents.
/// </summary>
public static class SearchWords
{
    private const int MaxLength = 64;

    /// <summary>The words of a text, each once, in the order of their first appearance.</summary>
    public static IReadOnlyList<string> Of(string? text)
    {
        var words = new List<string>();
        Add(words, text);
        return [.. words.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The words that an item is found by: those of its title, description and tags, each once.</summary>
    public static IReadOnlyList<string> Of(MediaMetadata metadata)
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
            // A combining mark that NFC could not compose belongs to its letter.
            if (Rune.IsLetterOrDigit(rune) || (word.Length > 0 && IsMark(rune)))
            {
                word.Append(rune.ToString());
            }
            else
            {
                End(words, word);
            }
        }
#pragma warning restore CA1308

        End(words, word);
    }

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static void End(List<string> words, StringBuilder word)
    {
        if (word.Length > 0)
        {
            var length = Math.Min(word.Length, MaxLength);
            words.Add(word.ToString(0, length < word.Length && char.IsHighSurrogate(word[length - 1]) ? length - 1 : length));
            word.Clear();
        }
    }
}
