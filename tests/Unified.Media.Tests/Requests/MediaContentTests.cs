using System.Text;

namespace Unified.Media.Tests;

public sealed class MediaContentTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Content_has_the_source_that_it_was_created_from()
    {
        var stream = new MemoryStream([1, 2, 3]);

        Assert.Equal((stream, null, null, null, 3L), Parts(MediaContent.FromStream(stream, 3)));
        Assert.Equal((null, 2, null, null, 2L), Parts(MediaContent.FromBytes("ab"u8.ToArray())));
        Assert.Equal((null, null, "a.png", null, null), Parts(MediaContent.FromFile("a.png")));
        Assert.Equal((null, null, null, new("https://x.example/a.png"), null), Parts(MediaContent.FromUri("https://x.example/a.png")));
        Assert.Equal((null, null, null, new("https://x.example/a.png"), null), Parts(MediaContent.FromUri(new Uri("https://x.example/a.png"))));

        static (Stream?, int?, string?, Uri?, long?) Parts(MediaContent content) =>
            (content.Stream, content.Bytes?.Length, content.Path, content.Uri, content.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.png")]
    [InlineData("/a.png")]
    [InlineData("//x.example/a.png")]
    [InlineData("https://")]
    public void A_text_that_is_not_an_absolute_uri_is_rejected(string text) =>
        Assert.Throws<ArgumentException>(() => MediaContent.FromUri(text));

    [Fact]
    public async Task Bytes_can_be_uploaded_twice_and_from_the_middle_of_an_array()
    {
        await using var host = WatchedHost.InMemory();
        byte[] around = [.. Encoding.ASCII.GetBytes("before"), .. SmallImage.Bytes, .. Encoding.ASCII.GetBytes("after")];
        var content = MediaContent.FromBytes(around.AsMemory(6, SmallImage.Bytes.Length));

        var first = await host.Store.UploadUserImageAsync(MediaUser.For("alice"), new() { Content = content }, Token);
        var second = await host.Store.UploadUserImageAsync(MediaUser.For("alice"), new() { Content = content }, Token);

        Assert.Equal((SmallImage.Bytes.Length, first.Sha256), (first.SizeBytes, second.Sha256));
    }
}
