using System.Security.Cryptography;
using System.Text;
using Unified.Media.Drivers;

namespace Unified.Media.Sqlite;

/// <summary>Composes the text of the column <c>words</c>, the documents of the index of words, and the queries on both.</summary>
internal static class SearchText
{
    // A private-use character is not a letter, so no word of an item can equal the token of an owner.
    private const char OwnerMark = '\uE000';

    /// <summary>The words of an item, each after a space; empty for an item without words.</summary>
    public static string FromMetadata(MediaMetadata metadata)
    {
        var words = SearchTokenizer.Tokenize(metadata);
        return words.Count == 0 ? "" : " " + string.Join(' ', words);
    }

    /// <summary>
    /// The document for the index of words. It consists of a token of the owner, so that a search can be limited to one owner, and of the words.
    /// </summary>
    public static string Document(OwnerId owner, string words) => OwnerToken(owner) + words;

    /// <summary>Returns the text that the column <c>words</c> contains if one of its words begins with <paramref name="word"/>.</summary>
    public static string Prefix(string word) => " " + word;

    /// <summary>The query of the index of words. It finds items with a word that begins with each of <paramref name="words"/>.</summary>
    public static string Match(IReadOnlyList<string> words) =>
        string.Join(" AND ", words.Select(word => $"\"{word.Replace("\"", "\"\"", StringComparison.Ordinal)}\"*"));

    /// <summary>The query of the index of words, limited to the items of one owner.</summary>
    public static string Match(IReadOnlyList<string> words, OwnerId owner) => $"{Match(words)} AND \"{OwnerToken(owner)}\"";

    // The token is a hash, because an owner id may contain characters at which the index splits words. The statement compares the owner too, so hash
    // collisions have no effect.
    private static string OwnerToken(OwnerId owner) =>
        OwnerMark + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(owner.ToString())).AsSpan(0, 16));
}
