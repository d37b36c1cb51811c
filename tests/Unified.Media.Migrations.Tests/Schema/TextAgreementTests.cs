using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;
using Unified.Media.Drivers;

namespace Unified.Media.Migrations.Tests;

/// <summary>
/// Triggers compute words, tags and sort keys of titles; the library computes those of a query. Both agree, with the exceptions below and the
/// limits of the database: 1,000 characters per title, 8,000 per description and for all tags, 100 tags, 100 characters per tag.
/// </summary>
public sealed class TextAgreementTests(MigratedShapes shapes) : IClassFixture<MigratedShapes>
{
    private const string Sql =
        """
        SELECT unified_media.make_title_key(m), array_to_string(unified_media.collect_tags(m), chr(10)),
            array_to_string(unified_media.collect_search_words(m, unified_media.collect_tags(m)), chr(10))
        FROM unnest($1::jsonb[]) WITH ORDINALITY AS given (m, n) ORDER BY n
        """;

    // Words of many scripts: letters with special lower cases, composing and other marks, spaces, digits, symbols.
    private static readonly Gen<string> Texts = Gen.OneOf(
        Any("aZéÉİıΣσςßẞǅŐ0٣५_-'.&|!:*()<>\\\"/%\t\u00a0\u3000\u1680"),
        Any("e\u0301A\u030a\u0323\u0307\u1e9b\u2126\u212b\ufb01\u0928\u093c\u0bbf\u0bcd\u0e34\u0e4d한\u1100\u1161\u11a8\u0c4d\u200d\u200c\ufe0f"),
        Gen.Int[0x20, 0x2FF].Select(code => (char)code),
        Gen.Int[0x300, 0xD7FF].Select(code => (char)code),
        Gen.Int[0xE000, 0xFFFD].Select(code => (char)code)).Array[0, 40].Select(characters => new string(characters));

    // All scripts; of the large blocks of Han and Hangul every fiftieth character. Without U+FFFE, which .NET does not normalize, because it is a
    // reversed byte order mark.
    private static readonly Rune[] Runes =
    [
        .. Enumerable.Range(1, 0x33FF).Concat(Enumerable.Range(0x3400, 0x6C00).Where(code => code % 50 == 0))
            .Concat(Enumerable.Range(0xA000, 0xC00)).Concat(Enumerable.Range(0xAC00, 0x2C00).Where(code => code % 50 == 0))
            .Concat(Enumerable.Range(0xF900, 0x700)).Concat(Enumerable.Range(0x10000, 0x2000)).Concat(Enumerable.Range(0x16000, 0x1000))
            .Concat(Enumerable.Range(0x1D000, 0x3000)).Concat(Enumerable.Range(0x20000, 0xFFFF).Where(code => code % 50 == 0))
            .Where(code => Rune.IsValid(code) && code != 0xFFFE).Select(code => new Rune(code)).Where(rune => !IsUnassigned(rune)),
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Library_and_database_fold_every_character_alike()
    {
        var newer = await NewerThanTheServerAsync();

        var differences = new List<string>();
        foreach (var part in Runes.Except(newer).Select(rune => $"a{rune}b {rune}").Chunk(10_000))
        {
            differences.AddRange(await CompareAsync(part));
        }

        Assert.Empty(differences);
        Assert.True(newer.Count < 1000, $"{newer.Count} letters are unknown to the server");
    }

    [Fact]
    public async Task Library_and_database_process_every_text_alike()
    {
        var newer = await NewerThanTheServerAsync();
        var texts = Texts.Where(text => !text.EnumerateRunes().Any(rune => IsUnassigned(rune) || newer.Contains(rune)) && IsSettled(text));

        foreach (var batch in texts.Draw(4_000).Chunk(200))
        {
            Assert.Empty(await CompareAsync(batch));
        }
    }

    [Theory]
    [InlineData("ΟΔΟΣ", "οδοσ", "οδοσ")]
    [InlineData("οδος", "οδος", "οδοσ")]
    [InlineData("İstanbul ISPARTA", "İstanbul isparta", "isparta\nİstanbul")]
    [InlineData("தமிழ்", "தமிழ்", "தமிழ்")]
    [InlineData("e\u0301t\u00e9", "e\u0301t\u00e9", "\u00e9t\u00e9")]
    public async Task Library_and_database_agree_on_known_difficult_words(string title, string key, string words)
    {
        await using var command = shapes["plain"].DataSource.CreateCommand(
            "SELECT unified_media.make_title_key(m) || '|' || array_to_string(unified_media.collect_search_words(m, '{}'), chr(10)) "
                + "FROM jsonb_build_object('title', $1) m");
        command.Parameters.Add(new() { Value = title });

        Assert.Equal($"{key}|{words}", await command.ExecuteScalarAsync(Cancel));
        Assert.Equal(key, TitleSortKey.FromTitle(title));
        Assert.Empty(await CompareAsync([title]));
    }

    [Fact]
    public async Task Long_texts_are_truncated_and_not_rejected()
    {
        var title = string.Join(' ', Enumerable.Range(0, 1000).Select(number => $"w{number}"));

        var differences = await CompareAsync([title[..900]]);

        Assert.Single(differences, difference => difference.StartsWith("tags", StringComparison.Ordinal));
        Assert.DoesNotContain(differences, difference => difference.StartsWith("title", StringComparison.Ordinal));
    }

    private static Gen<char> Any(string characters) => Gen.Int[0, characters.Length - 1].Select(index => characters[index]);

    private static bool IsUnassigned(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherNotAssigned;

    // Capital letters with a mark that composes with the small letter only: words of a tag come from its key, which is composed again.
    private static bool IsSettled(string text)
    {
        var key = TagKey.FromTag(text);
        return key.IsNormalized(NormalizationForm.FormC);
    }

    // Letters of a newer Unicode version than that of the server.
    private async Task<HashSet<Rune>> NewerThanTheServerAsync()
    {
        await using var command = shapes["plain"].DataSource.CreateCommand(
            """SELECT code FROM unnest($1) AS code WHERE chr(code) COLLATE "und-x-icu" !~ '[[:print:]]'""");
        command.Parameters.Add(new() { Value = Runes.Where(Rune.IsLetterOrDigit).Select(rune => rune.Value).ToArray() });
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        var newer = new HashSet<Rune>();
        while (await reader.ReadAsync(Cancel))
        {
            newer.Add(new(reader.GetInt32(0)));
        }

        return newer;
    }

    private async Task<IReadOnlyList<string>> CompareAsync(IReadOnlyList<string> texts)
    {
        var differences = new List<string>();
        var documents = texts.Select(text => JsonSerializer.Serialize(new { title = text, tags = new[] { text } })).ToArray();
        await using var command = shapes["plain"].DataSource.CreateCommand(Sql);
        command.Parameters.Add(new() { Value = documents });
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        foreach (var document in documents)
        {
            await reader.ReadAsync(Cancel);
            var metadata = MediaMetadata.FromJson(document);
            var words = SearchTokenizer.Tokenize(metadata).Select(word => word.Replace('ς', 'σ')).Distinct(StringComparer.Ordinal);
            Compare(differences, document, "title", TitleSortKey.FromTitle(metadata.Title), reader.GetString(0));
            Compare(differences, document, "tags", string.Join('\n', metadata.Tags.Select(TagKey.FromTag)), reader.GetString(1));
            Compare(differences, document, "words", Sorted(words), Sorted(reader.GetString(2).Split('\n')));
        }

        return differences;
    }

    private static string Sorted(IEnumerable<string> words) => string.Join('\n', words.Order(StringComparer.Ordinal));

    private static void Compare(List<string> differences, string document, string what, string library, string database)
    {
        if (!string.Equals(library, database, StringComparison.Ordinal))
        {
            differences.Add($"{what} of {document}: {Escape(library)} in the library, {Escape(database)} in the database");
        }
    }

    private static string Escape(string text) =>
        string.Concat(text.EnumerateRunes().Select(rune => rune.Value is > 32 and < 127 ? rune.ToString() : $"<{rune.Value:X}>"));
}
