namespace Unified.Media.Tests;

public sealed class UploadMediaTests
{
    private static readonly MediaUser Alice = MediaUser.For("alice");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, bool> Files()
    {
        TheoryData<string, bool> rows = [];
        foreach (var name in new[] { "harbour.jpg", "sunrise.png", "quilt.webp", "moon.gif", "peaks.heic", "nebula.bmp", "waves.mp4", "aurora.webm" })
        {
            rows.Add(name, true);
            rows.Add(name, false);
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task The_content_decides_the_kind(string name, bool seekable)
    {
        await using var host = WatchedHost.InFolder();
        await using var named = WatchedHost.InFolder();
        var isVideo = name is "waves.mp4" or "aurora.webm";

        var item = await host.Store.UploadMediaAsync(Alice, Upload(name, seekable), Token);
        var expected = isVideo
            ? await named.Store.UploadUserVideoAsync(Alice, Upload(name, seekable), Token)
            : await named.Store.UploadUserImageAsync(Alice, Upload(name, seekable), Token);

        Assert.Equal(isVideo ? MediaKind.Video : MediaKind.Image, item.Kind);
        Assert.Equal(
            (expected.Kind, expected.ContentType, expected.Sha256, expected.SizeBytes, expected.Title, expected.Duration),
            (item.Kind, item.ContentType, item.Sha256, item.SizeBytes, item.Title, item.Duration));
        Assert.Contains(isVideo ? "/videos/" : "/images/", item.Location!.Key, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_extensions_take_a_path_or_a_stream()
    {
        await using var host = WatchedHost.InFolder();

        var video = await host.Store.UploadMediaAsync(Alice, MediaFile.Path("waves.mp4"), Token);
        var image = await host.Store.UploadMediaAsync(Alice, new MemoryStream(SmallImage.Bytes), "photos/dot.png", Token);

        Assert.Equal((MediaKind.Video, "waves"), (video.Kind, video.Title));
        Assert.Equal((MediaKind.Image, "dot"), (image.Kind, image.Title));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_limits_of_the_kind_apply(bool seekable)
    {
        await using var host = WatchedHost.InFolder(media => media.Configure(options =>
        {
            options.Images.MaxBytes = 10;
            options.Videos.MaxDuration = TimeSpan.FromMilliseconds(1);
        }));

        Assert.Equal(
            [RejectionCode.TooLarge], await Refusal.OfAsync(() => host.Store.UploadMediaAsync(Alice, Upload("harbour.jpg", seekable), Token)));
        Assert.Equal(
            [RejectionCode.TooLong], await Refusal.OfAsync(() => host.Store.UploadMediaAsync(Alice, Upload("waves.mp4", seekable), Token)));
        await host.AssertNothingLeftAsync(Alice);
    }

    [Theory]
    [InlineData(3_000_000, 300_000_000)]
    [InlineData(3_000_000, 1)]
    public async Task An_endless_image_stops_at_the_limit_of_images(long imageBytes, long videoBytes)
    {
        await using var host = WatchedHost.InFolder(media => media.Configure(options =>
        {
            options.Images.MaxBytes = imageBytes;
            options.Videos.MaxBytes = videoBytes;
        }));
        await using var stream = new EndlessStream(JpegSample.Photo(40, 30, 6));

        Assert.Equal([RejectionCode.TooLarge], await Refusal.OfAsync(() => host.Store.UploadMediaAsync(Alice, stream, "x", Token)));
        Assert.InRange(stream.BytesRead, imageBytes, imageBytes + 1_000_000);
        await host.AssertNothingLeftAsync(Alice);
    }

    [Fact]
    public async Task Allowed_content_types_are_those_of_the_kind()
    {
        await using var host = WatchedHost.InFolder(media => media.Configure(options =>
        {
            options.Images.ContentTypes.Add("image/jpeg");
            options.Videos.ContentTypes.Add("video/webm");
        }));

        Assert.Equal([RejectionCode.TypeNotAllowed], await Refusal.OfAsync(() => host.Store.UploadMediaAsync(Alice, SmallImage.Upload, Token)));
        Assert.Equal(
            [RejectionCode.TypeNotAllowed], await Refusal.OfAsync(() => host.Store.UploadMediaAsync(Alice, MediaFile.Path("waves.mp4"), Token)));
        Assert.Equal("image/jpeg", (await host.Store.UploadMediaAsync(Alice, MediaFile.Path("harbour.jpg"), Token)).ContentType);
        Assert.Equal("video/webm", (await host.Store.UploadMediaAsync(Alice, MediaFile.Path("aurora.webm"), Token)).ContentType);
    }

    [Fact]
    public async Task Unknown_content_is_rejected_with_the_broken_fields()
    {
        await using var host = WatchedHost.InFolder();
        var upload = new MediaUpload { Content = SmallImage.Of([1, 2, 3]), Title = new('x', 256), Source = SourceType.Enhanced };

        Assert.Equal(
            [Refusal.Field("Source"), Refusal.Field("Title"), RejectionCode.Unrecognised],
            await Refusal.OfAsync(() => host.Store.UploadMediaAsync(Alice, upload, Token)));
        await host.AssertNothingLeftAsync(Alice);
    }

    [Theory]
    [InlineData("harbour.jpg")]
    [InlineData("waves.mp4")]
    public async Task A_retry_by_the_named_form_gives_the_same_item(string name)
    {
        await using var host = WatchedHost.InFolder();

        var first = await host.Store.UploadMediaAsync(Alice, Upload(name, seekable: false, key: "k"), Token);
        var again = await host.Store.UploadMediaAsync(Alice, Upload(name, seekable: true, key: "k"), Token);
        var named = name == "waves.mp4"
            ? await host.Store.UploadUserVideoAsync(Alice, Upload(name, seekable: false, key: "k"), Token)
            : await host.Store.UploadUserImageAsync(Alice, Upload(name, seekable: false, key: "k"), Token);

        Assert.Equal((first.Id, first.Id), (again.Id, named.Id));
        Assert.Single(await host.StoredAsync());
    }

    [Fact]
    public async Task A_retry_with_content_of_the_other_kind_is_a_mismatch()
    {
        await using var host = WatchedHost.InFolder();
        await host.Store.UploadMediaAsync(Alice, Upload("harbour.jpg", seekable: false, key: "k"), Token);

        var error = await Assert.ThrowsAsync<MediaConflictException>(
            () => host.Store.UploadMediaAsync(Alice, Upload("waves.mp4", seekable: false, key: "k"), Token));

        Assert.Equal(MediaErrorCode.IdempotencyMismatch, error.Code);
    }

    private static MediaUpload Upload(string name, bool seekable, string? key = null) => new()
    {
        Content = MediaContent.FromStream(new EdgeCaseStream(MediaFile.Bytes(name)) { Seekable = seekable }),
        FileName = name,
        IdempotencyKey = key,
    };
}
