using System.Text.Json.Nodes;
using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>Tests the text search. Its rules do not depend on the database.</summary>
public abstract class MediaCatalogSearchTests<THarness> : MediaCatalogSuite<THarness>
    where THarness : MediaCatalogHarness, new()
{
    [Theory]
    [InlineData("Sunset over Ålesund", "sunset", true)]
    [InlineData("Sunset over Ålesund", "SUNSET", true)]
    [InlineData("Sunset over Ålesund", "sun", true)]
    [InlineData("Sunset over Ålesund", "s o å", true)]
    [InlineData("Sunset over Ålesund", "over sunset", true)]
    [InlineData("Sunset over Ålesund", "set", false)]
    [InlineData("Sunset over Ålesund", "sunsets", false)]
    [InlineData("Sunset over Ålesund", "sunset beach", false)]
    [InlineData("Sunset over Ålesund", "alesund", false)]
    [InlineData("Café", "café", true)]
    [InlineData("Café", "CAFÉ", true)]
    [InlineData("Café", "caf", true)]
    [InlineData("Café", "cafe", false)]
    [InlineData("Cafe", "café", false)]
    [InlineData("Cafe\u0301", "café", true)]
    [InlineData("Café", "cafe\u0301", true)]
    [InlineData("Straße", "straße", true)]
    [InlineData("Straße", "strasse", false)]
    [InlineData("naïve façade", "fa\u00e7", true)]
    [InlineData("Привет, мир!", "привет", true)]
    [InlineData("Привет, мир!", "ПРИ мир", true)]
    [InlineData("Привет, мир!", "ривет", false)]
    [InlineData("Ελλάδα", "ελλ", true)]
    [InlineData("東京タワー 夜景", "東京", true)]
    [InlineData("東京タワー 夜景", "夜景", true)]
    [InlineData("東京タワー 夜景", "タワー", false)]
    [InlineData("한국어 텍스트", "한국", true)]
    [InlineData("हिन्दी पाठ", "हिन्दी", true)]
    [InlineData("शब्द", "श", true)]
    [InlineData("happy😀dog", "dog", true)]
    [InlineData("happy😀dog", "happy", true)]
    [InlineData("happy😀dog", "happydog", false)]
    [InlineData("𝒳𝒴 math", "𝒳", true)]
    [InlineData("year 2024-12", "2024", true)]
    [InlineData("year 2024-12", "12", true)]
    [InlineData("year 2024-12", "024", false)]
    [InlineData("snake_case_name", "case", true)]
    [InlineData("kebab-case", "case kebab", true)]
    [InlineData("mail@example.org", "example", true)]
    [InlineData("don't", "don", true)]
    [InlineData("don't", "dont", false)]
    [InlineData("running", "run", true)]
    [InlineData("run", "running", false)]
    [InlineData("the and or", "the", true)]
    public async Task Search_matches_words_by_prefix(string title, string text, bool isMatch)
    {
        await AddAsync(item => item with { Metadata = CreateMetadata(title) });

        var listed = await ListAsync(Query(new() { Text = text }));

        Assert.Equal(isMatch ? 1 : 0, listed.Count);
    }

    [Theory]
    [InlineData("near and or not", "near AND")]
    [InlineData("near and or not", "NOT")]
    [InlineData("near and or not", "NEAR(")]
    [InlineData("near and or not", "\"near")]
    [InlineData("near and or not", "near\" or \"")]
    [InlineData("near and or not", "n*")]
    [InlineData("near and or not", "near*")]
    [InlineData("near and or not", "^near")]
    [InlineData("near and or not", "title:")]
    [InlineData("near and or not", "-near")]
    [InlineData("near and or not", "near + and")]
    [InlineData("near and or not", "{near}")]
    [InlineData("near and or not", "near'); drop table media; --")]
    [InlineData("near and or not", "near:*")]
    [InlineData("near and or not", "near & and | !or <-> not")]
    [InlineData("near and or not", "%")]
    [InlineData("near and or not", "_ear")]
    [InlineData("near and or not", "\\n")]
    [InlineData("100% cotton", "100%")]
    [InlineData("100 cotton", "1%")]
    [InlineData("it's", "'")]
    [InlineData("it's", "it''s")]
    public async Task Search_treats_query_syntax_as_text(string title, string text)
    {
        var words = SearchTokenizer.Tokenize(text);
        var expected = words.All(word => SearchTokenizer.Tokenize(title).Any(titleWord => titleWord.StartsWith(word, StringComparison.Ordinal)));
        await AddAsync(item => item with { Metadata = CreateMetadata(title) });

        var listed = await ListAsync(Query(new() { Text = text }));

        Assert.Equal(expected ? 1 : 0, listed.Count);
        Assert.Single(await ListAsync(Query()));
    }

    [Fact]
    public async Task Search_covers_titles_descriptions_and_tags()
    {
        var item = await AddAsync(item => item with { Metadata = CreateMetadata("alpha", "beta gamma", "Delta epsilon") });
        await AddAsync(item => item with { Metadata = CreateMetadata("alpha", "beta") });

        foreach (var text in (string[])["alpha gamma", "delta", "eps alp", "gamma"])
        {
            Assert.Equal(item.Id, Assert.Single(await ListAsync(Query(new() { Text = text }))).Id);
        }

        Assert.Equal(2, (await ListAsync(Query(new() { Text = "alpha beta" }, limit: 1))).Count);
    }

    [Fact]
    public async Task Search_ignores_other_fields()
    {
        var json = new JsonObject
        {
            ["title"] = "visible",
            ["alt"] = "alternative",
            ["user"] = new JsonObject { ["word"] = "custom" },
            ["attribution"] = new JsonObject { ["author"] = "jane" },
            ["generation"] = new JsonObject { ["prompt"] = "prompted" },
        };
        await AddAsync(item => item with { Metadata = MediaMetadata.FromJson(json.ToJsonString()) });

        foreach (var text in (string[])["alternative", "custom", "word", "jane", "prompted", "title", "png", "upload"])
        {
            Assert.Empty(await ListAsync(Query(new() { Text = text })));
        }

        Assert.Single(await ListAsync(Query(new() { Text = "visible" })));
    }

    [Fact]
    public async Task Search_compares_the_first_64_characters_of_a_word()
    {
        var word = new string('w', 70);
        await AddAsync(item => item with { Metadata = CreateMetadata(word + " end") });

        Assert.Single(await ListAsync(Query(new() { Text = word })));
        Assert.Single(await ListAsync(Query(new() { Text = word + "x" })));
        Assert.Empty(await ListAsync(Query(new() { Text = new string('w', 63) + "x" })));
    }

    [Fact]
    public async Task Search_finds_sixteen_words_in_a_long_description()
    {
        var words = Enumerable.Range(0, 600).Select(number => $"word{number:D3}").ToArray();
        await AddAsync(item => item with { Metadata = CreateMetadata(null, string.Join(' ', words)) });

        Assert.Single(await ListAsync(Query(new() { Text = string.Join(' ', words.Where((_, index) => index % 40 == 39)) })));
        Assert.Empty(await ListAsync(Query(new() { Text = "word000 word599 word600" })));
    }

    [Fact]
    public async Task Search_works_with_every_order_and_paging()
    {
        var matchingIds = new List<MediaId>();
        for (var number = 0; number < 12; number++)
        {
            var title = number % 3 == 0 ? "needle" : "hay";
            var item = await AddAsync(item => item with { Metadata = CreateMetadata(title), SizeBytes = item.CreatedAt.Second });
            if (number % 3 == 0)
            {
                matchingIds.Add(item.Id);
            }
        }

        foreach (var sort in Enum.GetValues<MediaSort>())
        {
            Assert.Equal(matchingIds, Ids(await ListAsync(Query(new() { Text = "needle" }, sort, limit: 1))).Order());
        }
    }

    [Fact]
    public async Task Search_follows_updates_and_deletes()
    {
        var item = await AddAsync(item => item with { Metadata = CreateMetadata("before", null, "old tag") });
        await Catalog.UpdateAsync(Owner, CreateUpdate(item, CreateMetadata("after", null, "new tag"), Visibility.Private), Token);

        Assert.Empty(await ListAsync(Query(new() { Text = "before" })));
        Assert.Empty(await ListAsync(Query(new() { Tags = ["old tag"] })));
        Assert.Single(await ListAsync(Query(new() { Text = "after" })));
        Assert.Single(await ListAsync(Query(new() { Tags = ["new tag"] })));
        await Catalog.MarkDeletedAsync(Owner, item.Id, Token);
        Assert.Empty(await ListAsync(Query(new() { Text = "after" })));
        Assert.Empty(await ListAsync(Query(new() { Tags = ["new tag"] })));
    }
}
