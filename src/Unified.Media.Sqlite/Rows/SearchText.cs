using System.Security.Cryptography;
using System.Text;
using Unified.Media.Drivers;

namespace Unified.Media.Sqlite;

/// <summary>Words as rows and the word index keep them, and how both are asked.</summary>
internal static class SearchText
{
    // A character of private use is no letter, so no word can ever be an owner's.
    private const char OwnerMark = '\uE000';

    /// <summary>An item's words, each after a space; empty when it has none.</summary>
    public static string Of(MediaMetadata metadata)
    {
        var words = SearchTokenizer.Tokenize(metadata);
        return words.Count == 0 ? "" : " " + string.Join(' ', words);
    }

    /// <summary>What is indexed: the words, and the owner as one more, so that a search meets one owner's rows only.</summary>
    public static string Document(OwnerId owner, string words) => OwnerWord(owner) + words;

    /// <summary>What a row's words must contain to have a word that begins so.</summary>
    public static string Beginning(string word) => " " + word;

    /// <summary>The word index's query: for each given word, one that begins so.</summary>
    public static string Match(IReadOnlyList<string> words) =>
        string.Join(" AND ", words.Select(word => $"\"{word.Replace("\"", "\"\"", StringComparison.Ordinal)}\"*"));

    /// <summary>The same among one owner's items.</summary>
    public static string Match(IReadOnlyList<string> words, OwnerId owner) => $"{Match(words)} AND \"{OwnerWord(owner)}\"";

    // A digest, because an owner's id may have characters that the index would split at. A collision finds rows that the query then drops.
    private static string OwnerWord(OwnerId owner) =>
        OwnerMark + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(owner.ToString())).AsSpan(0, 16));
}
