namespace Unified.Media.Postgres.Tests;

public sealed class EnumColumnTests
{
    [Theory]
    [InlineData("IMAGE,VIDEO,PDF", "image", "IMAGE")]
    [InlineData("image,video", "video", "video")]
    [InlineData("Image", "image", "Image")]
    [InlineData("IMAGE,VIDEO", "audio", "")]
    [InlineData("PUBLIC,public", "public", "PUBLIC,public")]
    public void Enum_column_has_the_labels_of_its_type(string labels, string word, string spellings)
    {
        var column = EnumColumn.OfEnum("public.media_type", labels.Split(','));

        Assert.Equal(spellings.Split(',', StringSplitOptions.RemoveEmptyEntries), column.GetLabels(word));
    }

    [Theory]
    [InlineData("CHECK (((visibility)::text = ANY (ARRAY['DRAFT'::character varying, 'PUBLIC'::character varying]::text[])))", "public", "PUBLIC")]
    [InlineData("CHECK (((visibility)::text = ANY (ARRAY['draft'::text, 'public'::text])))", "public", "public")]
    [InlineData("CHECK (((visibility)::text = ANY (ARRAY['draft'::text, 'public'::text])))", "secret", "")]
    [InlineData("CHECK (((type)::text ~ '^[a-z0-9_-]+$'::text))", "image", "image")]
    [InlineData(null, "image", "image,IMAGE")]
    public void Text_column_has_the_labels_of_its_check(string? check, string word, string spellings)
    {
        var column = EnumColumn.OfText("character varying", check, writesUpperCase: false);

        Assert.Equal(spellings.Split(',', StringSplitOptions.RemoveEmptyEntries), column.GetLabels(word));
    }

    [Fact]
    public void Value_is_written_in_the_letter_case_of_the_column()
    {
        Assert.Equal("IMAGE", EnumColumn.OfEnum("t", ["IMAGE"]).GetLabelToWrite("image", "Kind"));
        Assert.Equal("PUBLIC", EnumColumn.OfText("t", null, writesUpperCase: true).GetLabelToWrite("public", "Visibility"));
        Assert.Equal("public", EnumColumn.OfText("t", "CHECK (v = 'public'::text)", writesUpperCase: true).GetLabelToWrite("public", "Visibility"));
        var error = Assert.Throws<MediaRejectedException>(() => EnumColumn.OfEnum("t", ["IMAGE"]).GetLabelToWrite("video", "Kind"));
        Assert.Equal("Kind", Assert.Single(error.Reasons).Field);
    }
}
