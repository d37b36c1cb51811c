using System.Text;
using System.Text.Json;
using Unified.Media.Drivers;

namespace Unified.Media.Migrations.Tests;

/// <summary>The database computes words, tags and sort keys of titles by trigger; the library computes those that it asks for.</summary>
public sealed class TextAgreementTests(MigratedShapes shapes) : IClassFixture<MigratedShapes>
{
    private const string Sql =
        """
        SELECT unified_media.title_key_of(m), array_to_string(unified_media.tags_of(m), chr(10)),
            array_to_string(unified_media.words_of(m, unified_media.tags_of(m)), chr(10))
        FROM unnest($1::jsonb[]) WITH ORDINALITY AS given (m, n) ORDER BY n
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_character_is_seen_alike()
    {
        var texts = Enumerable.Range(1, 0x2FFFF).Where(code => Rune.IsValid(code) && code != 0xFFFE).Select(code => $"a{new Rune(code)}b {new Rune(code)}").ToArray();

        var differences = new List<string>();
        foreach (var part in texts.Chunk(20_000))
        {
            differences.AddRange(await CompareAsync(part));
        }

        Assert.Fail(string.Join('\n', differences.Take(3000)));
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
            var words = SearchWords.Of(metadata).Select(word => word.Replace('ς', 'σ')).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
            Compare(differences, document, "title", TitleKey.Of(metadata.Title), reader.GetString(0));
            Compare(differences, document, "tags", string.Join('\n', metadata.Tags.Select(TagKey.Of)), reader.GetString(1));
            Compare(differences, document, "words", string.Join('\n', words), reader.GetString(2));
        }

        return differences;
    }

    private static void Compare(List<string> differences, string document, string what, string library, string database)
    {
        if (!string.Equals(library, database, StringComparison.Ordinal))
        {
            differences.Add($"{what} of {document}: {Escape(library)} in the library, {Escape(database)} in the database");
        }
    }

    private static string Escape(string text) => string.Concat(text.EnumerateRunes().Select(rune => rune.Value is > 32 and < 127 ? rune.ToString() : $"<{rune.Value:X}>"));
}
