namespace Unified.Media.Postgres.Tests;

public sealed class EnumColumnTests
{
    [Theory]
    [InlineData("IMAGE,VIDEO,PDF", "image", "IMAGE")]
    [InlineData("image,video", "video", "video")]
    [InlineData("Image", "image", "Image")]
    [InlineData("IMAGE,VIDEO", "audio", "")]
    [InlineData("PUBLIC,public", "public", "PUBLIC,public")]
    public void Knows_the_labels_of_an_enum(string labels, string word, string spellings)
    {
        var column = EnumColumn.OfEnum("public.media_type", labels.Split(','));

        Assert.Equal(spellings.Split(',', StringSplitOptions.RemoveEmptyEntries), column.Labels(word));
    }

    [Theory]
    [InlineData("CHECK (((visibility)::text = ANY (ARRAY['DRAFT'::character varying, 'PUBLIC'::character varying]::text[])))", "public", "PUBLIC")]
    [InlineData("CHECK (((visibility)::text = ANY (ARRAY['draft'::text, 'public'::text])))", "public", "public")]
    [InlineData("CHECK (((visibility)::text = ANY (ARRAY['draft'::text, 'public'::text])))", "secret", "")]
    [InlineData("CHECK (((type)::text ~ '^[a-z0-9_-]+$'::text))", "image", "image")]
    [InlineData(null, "image", "image,IMAGE")]
    public void Knows_the_words_of_a_check(string? check, string word, string spellings)
    {
        var column = EnumColumn.OfText("character varying", check, writesUpper: false);

        Assert.Equal(spellings.Split(',', StringSplitOptions.RemoveEmptyEntries), column.Labels(word));
    }

    [Fact]
    public void Writes_as_the_column_spells()
    {
        Assert.Equal("IMAGE", EnumColumn.OfEnum("t", ["IMAGE"]).Label("image", "Kind"));
        Assert.Equal("PUBLIC", EnumColumn.OfText("t", null, writesUpper: true).Label("public", "Visibility"));
        Assert.Equal("public", EnumColumn.OfText("t", "CHECK (v = 'public'::text)", writesUpper: true).Label("public", "Visibility"));
        var error = Assert.Throws<MediaRejectedException>(() => EnumColumn.OfEnum("t", ["IMAGE"]).Label("video", "Kind"));
        Assert.Equal("Kind", Assert.Single(error.Reasons).Field);
    }
}
