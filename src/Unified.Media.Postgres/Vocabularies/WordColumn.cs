using System.Text.RegularExpressions;

namespace Unified.Media.Postgres;

/// <summary>
/// A column that holds words. The library speaks lower case; the column may be an enum, or text whose words a check names, or text of which
/// nothing is known.
/// </summary>
internal sealed partial class WordColumn
{
    private readonly IReadOnlyList<string>? _words;
    private readonly bool? _isUpper;
    private readonly bool _writesUpper;

    private WordColumn(string type, IReadOnlyList<string>? words, bool? isUpper, bool writesUpper)
    {
        Type = type;
        _words = words;
        _isUpper = isUpper;
        _writesUpper = isUpper ?? writesUpper;
    }

    /// <summary>The column's type, as statements cast to it: comparing as another type would not use an index.</summary>
    public string Type { get; }

    /// <summary>True for an enum, whose comparison is not leakproof: under row-level security no index would be used for it.</summary>
    public bool IsEnum { get; private init; }

    /// <summary>The column of an enum.</summary>
    public static WordColumn OfEnum(string type, IReadOnlyList<string> labels) => new(type, labels, isUpper: null, writesUpper: false) { IsEnum = true };

    /// <summary>A column of text.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="check">The check on it, as the database writes it; null for none.</param>
    /// <param name="writesUpper">In which letter case to write where nothing is known.</param>
    public static WordColumn OfText(string type, string? check, bool writesUpper)
    {
        string[] words = [.. Literals().Matches(check ?? "").Select(match => match.Groups[1].Value)];
        return words.Length > 0
            ? new(type, words, isUpper: null, writesUpper)
            : new(type, null, check is not null && check.Contains("[a-z0-9", StringComparison.Ordinal) ? false : null, writesUpper);
    }

    /// <summary>Every way in which rows may have the word; none where the column cannot hold it.</summary>
    public IReadOnlyList<string> Spellings(string word)
    {
        if (_words is not null)
        {
            return [.. _words.Where(known => known.Equals(word, StringComparison.OrdinalIgnoreCase)).Distinct(StringComparer.Ordinal)];
        }

        var upper = word.ToUpperInvariant();
        return _isUpper switch
        {
            true => [upper],
            false => [word],
            null => upper == word ? [word] : [word, upper],
        };
    }

    /// <summary>The word as it is to be written.</summary>
    /// <exception cref="MediaRejectedException">The column cannot hold it.</exception>
    public string Spell(string word, string field) =>
        _words is null
            ? _writesUpper ? word.ToUpperInvariant() : word
            : Spellings(word) is [var spelling, ..]
                ? spelling
                : throw new MediaRejectedException([new(RejectionCode.InvalidField, $"The database does not know this value of {field}.") { Field = field }]);

    [GeneratedRegex("'([A-Za-z][A-Za-z0-9_-]*)'", RegexOptions.CultureInvariant)]
    private static partial Regex Literals();
}
