using System.Text.Json.Nodes;
using Unified.Media.Drivers;

namespace Unified.Media.Tests;

/// <summary>
/// Ledgers store fingerprints: a retry after an upgrade must have the same fingerprint, or it is rejected. Change a value here only with a plan for
/// requests in progress.
/// </summary>
public sealed class FingerprintTests
{
    private static readonly MediaUser Alice = MediaUser.For("alice");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task Fingerprint_of_an_image_stays_the_same() => AssertFingerprintAsync(
        "7cd5f524747f3370a26911e63e752cf732209ba066647e9618323f6962d42e3e",
        store => store.UploadUserImageAsync(Alice, new() { Content = SmallImage.Content, IdempotencyKey = "k" }, Token));

    [Fact]
    public Task Fingerprint_of_an_image_with_every_field_stays_the_same() => AssertFingerprintAsync(
        "ec6dccca84212a5c15f99b18d77106e690e7fd770945fbf3210c131f4c1db379",
        store => store.UploadUserImageAsync(
            Alice,
            new()
            {
                Content = SmallImage.Content,
                FileName = "ignored.png",
                Title = " Caf\u0065\u0301 ",
                Description = "line\nline",
                Alt = "alt",
                Tags = ["Sea", "sky", "SEA"],
                Attribution = new() { Text = "t", Author = "a", AuthorUrl = "u", Provider = "p", ProviderId = "i", SourceUrl = "s", License = "l" },
                Generation = new() { Provider = "p", Model = "m", Prompt = "q", Style = "s", JobId = "j", Cost = 0.125m },
                Metadata = new JsonObject { ["a"] = 1, ["b"] = new JsonArray("x", null, true) },
                Visibility = Visibility.Public,
                Source = SourceType.Playground,
                IdempotencyKey = "k",
            },
            Token));

    [Fact]
    public Task Fingerprint_of_a_video_stays_the_same() => AssertFingerprintAsync(
        "12caeda5390111a3add7a07378103c44908d73e89632b8bfea6c46d029f7f1cc",
        store => store.UploadUserVideoAsync(
            Alice, new() { Content = MediaContent.FromFile(MediaFile.Path("waves.mp4")), FileName = "Wave.mp4", IdempotencyKey = "k" }, Token));

    [Fact]
    public Task Fingerprint_of_an_upload_is_that_of_its_kind() => AssertFingerprintAsync(
        "12caeda5390111a3add7a07378103c44908d73e89632b8bfea6c46d029f7f1cc",
        store => store.UploadMediaAsync(
            Alice, new() { Content = MediaContent.FromFile(MediaFile.Path("waves.mp4")), FileName = "Wave.mp4", IdempotencyKey = "k" }, Token));

    [Fact]
    public Task Fingerprint_of_an_enhanced_image_stays_the_same() => AssertFingerprintAsync(
        "2a35b904fbd69e288e2468b7103efdda79f7f2f2cf4a5e308c6c42b12051184a",
        store => store.SaveEnhancedImageUnifiedAsync(
            Alice, new() { Content = SmallImage.Content, EnhancementType = "upscale", OriginalMediaId = "4711", IdempotencyKey = "k" }, Token));

    private static async Task AssertFingerprintAsync(string expected, Func<IUnifiedMediaStore, Task> upload)
    {
        SeesFingerprints? catalog = null;
        await using var host = WatchedHost.InMemory(media => media.DecorateCatalog((inner, _) => catalog = new(inner)));

        await upload(host.Store);

        Assert.Equal([expected], catalog!.Fingerprints);
    }

    private sealed class SeesFingerprints(IMediaCatalog inner) : DelegatingMediaCatalog(inner)
    {
        public List<string?> Fingerprints { get; } = [];

        public override Task<ReserveResult> ReserveAsync(MediaUser user, ReserveRequest request, CancellationToken cancellationToken)
        {
            Fingerprints.Add(request.Fingerprint);
            return base.ReserveAsync(user, request, cancellationToken);
        }
    }
}
