namespace Unified.Media.Tests;

public sealed class MediaFormatTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> ContentTypes => [.. MediaFormat.All.Select(format => format.ContentType)];

    [Fact]
    public async Task Format_without_parsers_is_rejected()
    {
        var format = new MediaFormat("image/new", "new", MediaKind.Image);
        var content = ContentInMemory.Open(new MovieSample().Build());

        var header = await Record.ExceptionAsync(async () => await format.ReadHeaderAsync(content, Token));
        var scan = await Record.ExceptionAsync(async () => await MediaFormat.ScanAsync(new(format), content, stripMetadata: true, Token));

        Assert.Equal(RejectionCode.Unrecognised, Assert.IsType<MediaFormatException>(header).Code);
        Assert.Equal(RejectionCode.Unrecognised, Assert.IsType<MediaFormatException>(scan).Code);
        Assert.Equal(0, content.BytesRead);
        Assert.False(format.IsMatch(new MovieSample().Build()));
    }

    [Theory]
    [MemberData(nameof(ContentTypes))]
    public void Every_format_has_all_parsers(string contentType)
    {
        var format = MediaFormat.All.Single(format => format.ContentType == contentType);

        Assert.NotNull(format.Header);
        Assert.NotNull(format.Scan);
        Assert.StartsWith(format.Kind == MediaKind.Image ? "image/" : "video/", format.ContentType, StringComparison.Ordinal);
        Assert.Single(MediaFormat.All, other => other.Extension == format.Extension);
    }

    [Fact]
    public void Sample_files_match_one_signature_each()
    {
        Assert.All(ShippedMedia.All, media =>
        {
            var head = ShippedMedia.Read(media.Name).AsSpan(0, 256).ToArray();

            Assert.Equal(media.ContentType, Assert.Single(MediaFormat.All, format => format.IsMatch(head)).ContentType);
        });
    }
}
