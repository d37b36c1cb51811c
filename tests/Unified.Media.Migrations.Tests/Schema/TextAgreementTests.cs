using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;
using Unified.Media.Drivers;

namespace Unified.Media.Migrations.Tests;

/// <summary>
/// The database computes words, tags and sort keys of titles by trigger; the library computes those that it asks for. They agree but for
/// what <see cref="Differ"/> says, and for the limits of the database: 1,000 characters of a title, 8,000 of a description and of the tags
/// together, 100 tags, 100 characters of a tag.
/// </summary>
public sealed class TextAgreementTests(MigratedShapes shapes) : IClassFixture<MigratedShapes>
{
    private const string Sql =
        """
        SELECT unified_media.title_key_of(m), array_to_string(unified_media.tags_of(m), chr(10)),
            array_to_string(unified_media.words_of(m, unified_media.tags_of(m)), chr(10))
        FROM unnest($1::jsonb[]) WITH ORDINALITY AS given (m, n) ORDER BY n
        """;

    // Words of all kinds of writing: letters that change in lower case, marks that compose and that do not, blanks, digits, signs.
    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.OneOfConst([.. "aZéÉİıΣσςßẞǅŐ0٣५_-'.&|!:*()<>\\\"/%\t\u00a0\u3000\u1680"]),
        Gen.OneOfConst([.. "e\u0301A\u030a\u0323\u0307\u1e9b\u2126\u212b\ufb01\u0928\u093c\u0bbf\u0bcd\u0e34\u0e4d한\u1100\u1161\u11a8\u0c4d\u200d\u200c\ufe0f"]),
        Gen.Int[0x20, 0x2FF].Select(code => (char)code),
        Gen.Int[0x300, 0xD7FF].Select(code => (char)code),
        Gen.Int[0xE000, 0xFFFD].Select(code => (char)code)).Array[0, 40].Select(characters => new string(characters));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_character_is_seen_alike()
    {
        // U+FFFE: .NET cannot normalise what looks like a byte order mark read from the wrong side.
        var runes = Enumerable.Range(1, 0x2FFFF).Where(code => Rune.IsValid(code) && code != 0xFFFE).Select(code => new Rune(code)).ToArray();

        var differences = new List<string>();
        foreach (var part in runes.Where(rune => !Differ(rune)).Select(rune => $"a{rune}b {rune}").Chunk(20_000))
        {
            differences.AddRange(await CompareAsync(part));
        }

        Assert.Empty(differences);
        Assert.InRange(runes.Count(Differ), 0, 70_000);
    }

    [Fact]
    public void Every_text_is_seen_alike()
    {
        var texts = Texts.Where(text => !text.EnumerateRunes().Any(Differ));

        texts.Array[200].Sample(batch => Assert.Empty(CompareAsync(batch).GetAwaiter().GetResult()), iter: 20, threads: 1);
    }

    [Theory]
    [InlineData("ΟΔΟΣ", "οδοσ", "οδοσ")]
    [InlineData("οδος", "οδος", "οδοσ")]
    [InlineData("İstanbul ISPARTA", "İstanbul isparta", "isparta\nİstanbul")]
    [InlineData("தமிழ்", "தமிழ்", "தமிழ்")]
    [InlineData("e\u0301t\u00e9", "e\u0301t\u00e9", "\u00e9t\u00e9")]
    public async Task Words_that_were_once_seen_otherwise(string title, string key, string words)
    {
        await using var command = shapes["plain"].DataSource.CreateCommand(
            "SELECT unified_media.title_key_of(m) || '|' || array_to_string(unified_media.words_of(m, '{}'), chr(10)) FROM jsonb_build_object('title', $1) m");
        command.Parameters.Add(new() { Value = title });

        Assert.Equal($"{key}|{words}", await command.ExecuteScalarAsync(Cancel));
        Assert.Equal(key, TitleKey.Of(title));
        Assert.Empty(await CompareAsync([title]));
    }

    [Fact]
    public async Task Long_texts_are_cut_and_not_refused()
    {
        var title = string.Join(' ', Enumerable.Range(0, 1000).Select(number => $"w{number}"));

        var differences = await CompareAsync([title[..900]]);

        Assert.Single(differences, difference => difference.StartsWith("tags", StringComparison.Ordinal));
        Assert.DoesNotContain(differences, difference => difference.StartsWith("title", StringComparison.Ordinal));
    }

    // A letter or digit of a Unicode version that only one of both knows, and marks that enclose, which are no letters and yet no breaks.
    private static bool Differ(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherNotAssigned;

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
            var words = SearchWords.Of(metadata).Select(word => word.Replace('ς', 'σ')).Distinct(StringComparer.Ordinal);
            Compare(differences, document, "title", TitleKey.Of(metadata.Title), reader.GetString(0));
            Compare(differences, document, "tags", string.Join('\n', metadata.Tags.Select(TagKey.Of)), reader.GetString(1));
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
