namespace Unified.Media.Postgres.Tests;

public sealed class WordColumnTests
{
    [Theory]
    [InlineData("IMAGE,VIDEO,PDF", "image", "IMAGE")]
    [InlineData("image,video", "video", "video")]
    [InlineData("Image", "image", "Image")]
    [InlineData("IMAGE,VIDEO", "audio", "")]
    [InlineData("PUBLIC,public", "public", "PUBLIC,public")]
    public void Knows_the_labels_of_an_enum(string labels, string word, string spellings)
    {
        var column = WordColumn.OfEnum("public.media_type", labels.Split(','));

        Assert.Equal(spellings.Split(',', StringSplitOptions.RemoveEmptyEntries), column.Spellings(word));
    }

    [Theory]
    [InlineData("CHECK (((visibility)::text = ANY (ARRAY['DRAFT'::character varying, 'PUBLIC'::character varying]::text[])))", "public", "PUBLIC")]
    [InlineData("CHECK (((visibility)::text = ANY (ARRAY['draft'::text, 'public'::text])))", "public", "public")]
    [InlineData("CHECK (((visibility)::text = ANY (ARRAY['draft'::text, 'public'::text])))", "secret", "")]
    [InlineData("CHECK (((type)::text ~ '^[a-z0-9_-]+$'::text))", "image", "image")]
    [InlineData(null, "image", "image,IMAGE")]
    public void Knows_the_words_of_a_check(string? check, string word, string spellings)
    {
        var column = WordColumn.OfText("character varying", check, writesUpper: false);

        Assert.Equal(spellings.Split(',', StringSplitOptions.RemoveEmptyEntries), column.Spellings(word));
    }

    [Fact]
    public void Writes_as_the_column_spells()
    {
        Assert.Equal("IMAGE", WordColumn.OfEnum("t", ["IMAGE"]).Spell("image", "Kind"));
        Assert.Equal("PUBLIC", WordColumn.OfText("t", null, writesUpper: true).Spell("public", "Visibility"));
        Assert.Equal("public", WordColumn.OfText("t", "CHECK (v = 'public'::text)", writesUpper: true).Spell("public", "Visibility"));
        var error = Assert.Throws<MediaRejectedException>(() => WordColumn.OfEnum("t", ["IMAGE"]).Spell("video", "Kind"));
        Assert.Equal("Kind", Assert.Single(error.Reasons).Field);
    }
}
