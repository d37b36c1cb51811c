namespace Unified.Media.Tests;

public sealed class UploadSourceTests
{
    private static readonly MediaUser Alice = MediaUser.For("alice");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("upload", "user-media/uploads/alice/images/")]
    [InlineData("playground", "playground-images/alice/generated/")]
    [InlineData("stock", "user-media/stock/alice/")]
    public async Task Source_of_an_image_decides_its_location(string source, string prefix)
    {
        await using var host = WatchedHost.InFolder();

        var item = await host.Store.UploadUserImageAsync(Alice, new() { Content = SmallImage.Content, Source = SourceType.Parse(source) }, Token);

        Assert.Equal(source, item.SourceType.ToString());
        Assert.Equal(Visibility.Private, item.Visibility);
        Assert.Equal($"{prefix}{item.Id}.1.png", item.Location!.ToString());
        Assert.True(File.Exists(Path.Combine(host.Folder, item.Location.ToString())));
    }

    [Theory]
    [InlineData("upload", "user-media/uploads/alice/videos/")]
    [InlineData("playground", "playground-images/alice/generated/")]
    [InlineData("stock", "user-media/stock/alice/")]
    public async Task Source_of_a_video_decides_its_location(string source, string prefix)
    {
        await using var host = WatchedHost.InFolder();
        var upload = new MediaUpload { Content = MediaContent.FromFile(MediaFile.Path("waves.mp4")), Source = SourceType.Parse(source) };

        var item = await host.Store.UploadUserVideoAsync(Alice, upload, Token);

        Assert.Equal((MediaKind.Video, source, Visibility.Private), (item.Kind, item.SourceType.ToString(), item.Visibility));
        Assert.Equal($"{prefix}{item.Id}.1.mp4", item.Location!.ToString());
    }

    [Theory]
    [InlineData("enhanced")]
    [InlineData("legacy_import")]
    public async Task Upload_rejects_other_sources(string source)
    {
        await using var host = WatchedHost.InFolder();
        var image = new MediaUpload { Content = SmallImage.Content, Source = SourceType.Parse(source) };
        var video = new MediaUpload { Content = MediaContent.FromFile(MediaFile.Path("waves.mp4")), Source = SourceType.Parse(source) };

        Assert.Equal([Refusal.Field("Source")], await Refusal.OfAsync(() => host.Store.UploadUserImageAsync(Alice, image, Token)));
        Assert.Equal([Refusal.Field("Source")], await Refusal.OfAsync(() => host.Store.UploadUserVideoAsync(Alice, video, Token)));
        await host.AssertNothingLeftAsync(Alice);
    }

    [Theory]
    [InlineData("draft")]
    [InlineData("friends")]
    public async Task Upload_rejects_other_visibilities(string visibility)
    {
        await using var host = WatchedHost.InFolder();
        var upload = new MediaUpload { Content = SmallImage.Content, Visibility = Visibility.Parse(visibility) };

        Assert.Equal([Refusal.Field("Visibility")], await Refusal.OfAsync(() => host.Store.UploadUserImageAsync(Alice, upload, Token)));
        await host.AssertNothingLeftAsync(Alice);
    }

    [Fact]
    public async Task Object_key_contains_a_digest_of_an_id_with_special_characters()
    {
        await using var host = WatchedHost.InFolder();
        var user = MediaUser.For("../Al\u0131ce");

        var item = await host.Store.AddAsync(user);

        Assert.Matches("^uploads/h-[0-9a-f]{32}/images/", item.Location!.Key);
        Assert.Equal("../Al\u0131ce", item.Owner.ToString());
    }

    [Fact]
    public async Task Object_key_contains_the_key_segment_of_the_host()
    {
        await using var host = WatchedHost.InFolder();

        var item = await host.Store.AddAsync(MediaUser.For(OwnerId.Parse("alice"), "login-7"));

        Assert.StartsWith("uploads/login-7/images/", item.Location!.Key, StringComparison.Ordinal);
        Assert.Equal("alice", item.Owner.ToString());
    }

    [Fact]
    public async Task Anonymous_and_service_users_cannot_own_media()
    {
        await using var host = WatchedHost.InFolder(media => media.AllowService());

        await Assert.ThrowsAsync<MediaAccessDeniedException>(() => host.Store.UploadUserImageAsync(MediaUser.Anonymous, SmallImage.Upload, Token));
        await Assert.ThrowsAsync<MediaAccessDeniedException>(() => host.Store.UploadUserImageAsync(MediaUser.Service, SmallImage.Upload, Token));
        await host.AssertNothingLeftAsync(MediaUser.Anonymous);
    }
}
