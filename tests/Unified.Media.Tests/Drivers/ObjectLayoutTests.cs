using Unified.Media.Drivers;

namespace Unified.Media.Tests.Drivers;

public sealed class ObjectLayoutTests
{
    private const string Id = "0198c0de-0000-7000-8000-0123456789ab";

    public static TheoryData<MediaKind, SourceType, bool, string> Choices => new()
    {
        { MediaKind.Image, SourceType.Upload, false, "user-media/uploads/{user}/images" },
        { MediaKind.Video, SourceType.Upload, false, "user-media/uploads/{user}/videos" },
        { MediaKind.Image, SourceType.Stock, false, "user-media/stock/{user}" },
        { MediaKind.Video, SourceType.Stock, false, "user-media/stock/{user}" },
        { MediaKind.Image, SourceType.Playground, false, "playground-images/{user}/generated" },
        { MediaKind.Video, SourceType.Playground, false, "playground-images/{user}/generated" },
        { MediaKind.Image, SourceType.Upload, true, "user-media/enhanced/{user}" },
        { MediaKind.Image, SourceType.Stock, true, "user-media/enhanced/{user}" },
        { MediaKind.Image, SourceType.Enhanced, true, "user-media/enhanced/{user}" },
        { MediaKind.Image, SourceType.Playground, true, "playground-images/{user}/enhanced" },
    };

    [Theory]
    [MemberData(nameof(Choices))]
    public void For_chooses_bucket_and_directory(MediaKind kind, SourceType source, bool isEnhancement, string expected) =>
        Assert.Equal(expected, ObjectLayout.For(kind, source, isEnhancement).ToString());

    [Fact]
    public void Locate_names_every_role_but_the_original()
    {
        var id = MediaId.Parse(Id);

        Assert.Equal(
            new("user-media", $"stock/alice/{Id}.2.png"),
            ObjectLayout.Stock.Locate("alice", id, 2, "png"));
        Assert.Equal(
            new("user-media", $"stock/alice/{Id}.2.thumb-320.webp"),
            ObjectLayout.Stock.Locate("alice", id, 2, "webp", ObjectRole.Parse("thumb-320")));
    }

    [Theory]
    [InlineData($"{Id}.1.png", true)]
    [InlineData($"{Id}.1.thumb-320.png", true)]
    [InlineData($"{Id}.1.p.png", true)]
    [InlineData($"{Id}.1.original.png", false)]
    [InlineData($"{Id}.1.Thumb.png", false)]
    [InlineData($"{Id}.1.thumb_320.png", false)]
    [InlineData($"{Id}.1..png", false)]
    [InlineData($"{Id}.1.thumb.poster.png", false)]
    [InlineData($"{Id}.thumb.1.png", false)]
    [InlineData($"{Id}.0.thumb.png", false)]
    [InlineData($"{Id}.1.012345678901234567890.png", false)]
    [InlineData($"{Id}.1.thumb-320", false)]
    public void Recognizes_exactly_what_Locate_composes(string name, bool isRecognized)
    {
        Assert.All(
            ObjectLayout.All,
            layout => Assert.Equal(
                isRecognized, ObjectLayout.Recognizes(new(layout.Bucket, $"{layout.GetDirectory("alice")}/{name}"))));
    }
}
