using System.Text;

namespace Unified.Media.Tests;

public sealed class UploadContentTests
{
    private static readonly MediaUser Alice = MediaUser.For("alice");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("just text, and no picture at all")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")]
    [InlineData("<?xml version='1.0'?><svg/>")]
    [InlineData("<!DOCTYPE html><html><img src=x></html>")]
    [InlineData("%PDF-1.7 and so on and so on")]
    [InlineData("PK\u0003\u0004 a zip archive, and what is in it")]
    [InlineData("MZ a program for another system......")]
    public async Task Upload_rejects_other_content_with_the_name_of_an_image(string text)
    {
        await using var host = WatchedHost.InFolder();
        var expected = text.Length == 0 ? RejectionCode.Empty : RejectionCode.Unrecognised;
        foreach (var seekable in new[] { true, false })
        {
            var content = MediaContent.FromStream(new EdgeCaseStream(Encoding.UTF8.GetBytes(text)) { Seekable = seekable });
            var upload = new MediaUpload { Content = content, FileName = "cat.png" };
            var reasons = await Refusal.OfAsync(() => host.Store.UploadUserImageAsync(Alice, upload, Token));
            Assert.Equal([expected], reasons);
        }

        await host.AssertNothingLeftAsync(Alice);
    }

    [Fact]
    public async Task Upload_rejects_content_of_the_other_kind()
    {
        await using var host = WatchedHost.InFolder();

        var image = await Refusal.OfAsync(() => host.Store.UploadUserImageAsync(Alice, MediaFile.Path("waves.mp4"), Token));
        var enhanced = await Refusal.OfAsync(() => host.Store.SaveEnhancedImageUnifiedAsync(
            Alice, new() { Content = MediaContent.FromFile(MediaFile.Path("aurora.webm")), EnhancementType = "x" }, Token));
        var video = await Refusal.OfAsync(() => host.Store.UploadUserVideoAsync(Alice, MediaFile.Path("harbour.jpg"), Token));

        Assert.Equal([RejectionCode.KindMismatch], image);
        Assert.Equal([RejectionCode.KindMismatch], enhanced);
        Assert.Equal([RejectionCode.KindMismatch], video);
        await host.AssertNothingLeftAsync(Alice);
    }

    [Fact]
    public async Task Upload_accepts_only_the_configured_content_types()
    {
        await using var host = WatchedHost.InFolder(media => media.Configure(options => options.Images.ContentTypes.Add("image/jpeg")));

        var rejected = await Assert.ThrowsAsync<MediaRejectedException>(() => host.Store.UploadUserImageAsync(Alice, SmallImage.Upload, Token));

        Assert.Equal(RejectionCode.TypeNotAllowed, Assert.Single(rejected.Reasons).Code);
        Assert.Contains("image/jpeg", rejected.Message, StringComparison.Ordinal);
        await host.AssertNothingLeftAsync(Alice);
        Assert.Equal("image/jpeg", (await host.Store.UploadUserImageAsync(Alice, MediaFile.Path("harbour.jpg"), Token)).ContentType);
    }

    [Theory]
    [InlineData("sunrise.png")]
    [InlineData("harbour.jpg")]
    [InlineData("quilt.webp")]
    [InlineData("peaks.heic")]
    [InlineData("nebula.bmp")]
    public async Task Upload_rejects_a_truncated_file(string name)
    {
        await using var host = WatchedHost.InFolder();
        var bytes = MediaFile.Bytes(name);
        foreach (var seekable in new[] { true, false })
        {
            var content = MediaContent.FromStream(new EdgeCaseStream(bytes[..(bytes.Length / 2)]) { Seekable = seekable });
            var reasons = await Refusal.OfAsync(() => host.Store.UploadUserImageAsync(Alice, new() { Content = content }, Token));
            Assert.Equal([RejectionCode.Truncated], reasons);
        }

        await host.AssertNothingLeftAsync(Alice);
    }

    [Fact]
    public Task Upload_rejects_one_pixel_over_MaxPixels() => AssertLimitAsync(
        "sunrise.png",
        RejectionCode.TooManyPixels,
        item => (long)item.Width!.Value * item.Height!.Value,
        (limits, pixels) => limits.MaxPixels = pixels);

    [Fact]
    public Task Upload_rejects_one_pixel_over_MaxSide() => AssertLimitAsync(
        "harbour.jpg",
        RejectionCode.TooManyPixels,
        item => Math.Max(item.Width!.Value, item.Height!.Value),
        (limits, side) => limits.MaxSide = (int)side);

    [Fact]
    public Task Upload_rejects_one_frame_over_MaxFrames() => AssertLimitAsync(
        "moon.gif",
        RejectionCode.TooManyFrames,
        item => item.Metadata.Frames!.Value,
        (limits, frames) => limits.MaxFrames = (int)frames);

    [Fact]
    public Task Upload_rejects_one_tick_over_MaxDuration() => AssertLimitAsync(
        "ripple.webp",
        RejectionCode.TooLong,
        item => item.Duration!.Value.Ticks,
        (limits, ticks) => limits.MaxDuration = TimeSpan.FromTicks(ticks));

    [Fact]
    public Task Upload_rejects_one_byte_over_MaxBytes() => AssertLimitAsync(
        "quilt.webp",
        RejectionCode.TooLarge,
        _ => MediaFile.Bytes("quilt.webp").Length,
        (limits, bytes) => limits.MaxBytes = bytes);

    [Fact]
    public async Task Videos_have_their_own_limits()
    {
        await using var host = WatchedHost.InFolder(media => media.Configure(options =>
        {
            options.Images.MaxBytes = 1;
            options.Videos.MaxDuration = TimeSpan.FromMilliseconds(1);
        }));

        var reasons = await Refusal.OfAsync(() => host.Store.UploadUserVideoAsync(Alice, MediaFile.Path("waves.mp4"), Token));
        Assert.Equal([RejectionCode.TooLong], reasons);
        await host.AssertNothingLeftAsync(Alice);
    }

    [Fact]
    public async Task Rejection_message_contains_the_limit_and_the_value()
    {
        await using var host = WatchedHost.InMemory(media => media.Configure(options => options.Images.MaxSide = 3));

        var rejected = await Assert.ThrowsAsync<MediaRejectedException>(() => host.Store.UploadUserImageAsync(Alice, SmallImage.Upload, Token));

        Assert.Equal("The content has a side of 4 pixels; at most 3 are allowed.", rejected.Message);
    }

    [Fact]
    public async Task Upload_of_a_missing_file_throws_FileNotFoundException()
    {
        await using var host = WatchedHost.InFolder();

        await Assert.ThrowsAsync<FileNotFoundException>(
            () => host.Store.UploadUserImageAsync(Alice, Path.Combine(host.Folder, "absent.png"), Token));

        await host.AssertNothingLeftAsync(Alice);
    }

    [Fact]
    public async Task Upload_without_content_throws_ArgumentException()
    {
        await using var host = WatchedHost.InFolder();

        await Assert.ThrowsAnyAsync<ArgumentException>(() => host.Store.UploadUserImageAsync(Alice, new() { Content = null! }, Token));
    }

    [Fact]
    public async Task Rejected_URL_is_reported_together_with_broken_fields()
    {
        await using var host = WatchedHost.InFolder();
        var upload = new MediaUpload { Content = MediaContent.FromUri("http://127.0.0.1/x.png"), Title = new('x', 256) };

        var reasons = await Refusal.OfAsync(() => host.Store.UploadUserImageAsync(Alice, upload, Token));

        Assert.Equal([Refusal.Field("Title"), RejectionCode.RemoteRefused], reasons);
        await host.AssertNothingLeftAsync(Alice);
    }

    // Content at its limit is stored; the same content is rejected where the limit is one less.
    private static async Task AssertLimitAsync(string name, string code, Func<MediaItem, long> measure, Action<MediaLimits, long> limit)
    {
        await using var measuring = WatchedHost.InMemory();
        var item = await measuring.Store.UploadUserImageAsync(Alice, MediaFile.Path(name), Token);
        var measured = measure(item);
        await using var exact = WatchedHost.InFolder(media => media.Configure(options => limit(options.Images, measured)));
        await using var tight = WatchedHost.InFolder(media => media.Configure(options => limit(options.Images, measured - 1)));

        Assert.Equal(item.Sha256, (await exact.Store.UploadUserImageAsync(Alice, MediaFile.Path(name), Token)).Sha256);
        Assert.Equal([code], await Refusal.OfAsync(() => tight.Store.UploadUserImageAsync(Alice, MediaFile.Path(name), Token)));
        await tight.AssertNothingLeftAsync(Alice);
    }
}
