using System.Text.Json.Nodes;
using Unified.Media.Drivers;

namespace Unified.Media.Tests;

public sealed class IdempotencyTests
{
    private static readonly MediaUser Alice = MediaUser.For("alice");
    private static readonly MediaUser Bob = MediaUser.For("bob");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Retry_returns_the_same_item(bool seekable)
    {
        await using var host = WatchedHost.InFolder();
        var bytes = JpegSample.Photo(40, 30, 6);

        var first = await host.Store.UploadUserImageAsync(Alice, Request("k", seekable: seekable, bytes: bytes), Token);
        var again = await host.Store.UploadUserImageAsync(Alice, Request("k", seekable: !seekable, bytes: bytes), Token);

        Assert.Equal((first.Id, first.Sha256, first.CreatedAt, first.ContentUrl), (again.Id, again.Sha256, again.CreatedAt, again.ContentUrl));
        Assert.NotEqual(Hash.Of(bytes), first.Sha256);
        Assert.Single(await host.StoredAsync());
        Assert.Single(host.Files());
    }

    public static TheoryData<RequestDifference> Differences =>
        [.. Enum.GetValues<RequestDifference>().Where(difference => difference != RequestDifference.None)];

    [Theory]
    [MemberData(nameof(Differences))]
    public async Task Different_request_with_the_same_key_is_a_mismatch(RequestDifference difference)
    {
        await using var host = WatchedHost.InFolder();
        await host.Store.UploadUserImageAsync(Alice, Request("k"), Token);

        var thrown = await Assert.ThrowsAsync<MediaConflictException>(() => host.Store.UploadUserImageAsync(Alice, Request("k", difference), Token));

        Assert.Equal(MediaErrorCode.IdempotencyMismatch, thrown.Code);
        Assert.False(thrown.IsTransient);
        Assert.Single(await host.StoredAsync());
        Assert.Single(host.Files());
    }

    [Fact]
    public async Task Different_operation_with_the_same_key_is_a_mismatch()
    {
        await using var host = WatchedHost.InMemory();
        await host.Store.UploadUserImageAsync(Alice, Request("k"), Token);

        var enhanced = new EnhancedImage { Content = SmallImage.Content, EnhancementType = "x", IdempotencyKey = "k" };
        var video = new MediaUpload { Content = MediaContent.FromFile(MediaFile.Path("waves.mp4")), IdempotencyKey = "k" };

        Assert.Equal(
            MediaErrorCode.IdempotencyMismatch,
            (await Assert.ThrowsAsync<MediaConflictException>(() => host.Store.SaveEnhancedImageUnifiedAsync(Alice, enhanced, Token))).Code);
        Assert.Equal(
            MediaErrorCode.IdempotencyMismatch,
            (await Assert.ThrowsAsync<MediaConflictException>(() => host.Store.UploadUserVideoAsync(Alice, video, Token))).Code);
    }

    [Fact]
    public async Task Owners_do_not_share_keys()
    {
        await using var host = WatchedHost.InMemory();

        var alices = await host.Store.UploadUserImageAsync(Alice, Request("k"), Token);
        var bobs = await host.Store.UploadUserImageAsync(Bob, Request("k", RequestDifference.Title), Token);

        Assert.NotEqual(alices.Id, bobs.Id);
    }

    [Fact]
    public async Task Key_of_a_deleted_item_is_gone()
    {
        await using var host = WatchedHost.InMemory();
        var item = await host.Store.UploadUserImageAsync(Alice, Request("k"), Token);
        await host.Store.DeleteMediaUnifiedAsync(Alice, item.Id, cancellationToken: Token);

        var thrown = await Assert.ThrowsAsync<MediaConflictException>(() => host.Store.UploadUserImageAsync(Alice, Request("k"), Token));

        Assert.Equal(MediaErrorCode.IdempotencyGone, thrown.Code);
        await host.AssertNothingLeftAsync(Alice);
    }

    [Fact]
    public async Task Key_can_be_reused_after_its_tombstone_is_purged()
    {
        await using var host = WatchedHost.InMemory();
        var item = await host.Store.UploadUserImageAsync(Alice, Request("k"), Token);
        await host.Store.DeleteMediaUnifiedAsync(Alice, item.Id, cancellationToken: Token);
        host.Time.Advance(TimeSpan.FromDays(8));
        await host.Janitor.RunAsync(Token);

        Assert.NotEqual(item.Id, (await host.Store.UploadUserImageAsync(Alice, Request("k", RequestDifference.Title), Token)).Id);
    }

    [Fact]
    public async Task Rejected_request_does_not_use_its_key()
    {
        await using var host = WatchedHost.InMemory();
        await Refusal.OfAsync(() => host.Store.UploadUserImageAsync(Alice, new() { Content = SmallImage.Of([1]), IdempotencyKey = "k" }, Token));

        Assert.NotNull(await host.Store.UploadUserImageAsync(Alice, Request("k"), Token));
    }

    [Fact]
    public async Task Retry_returns_the_current_state_of_a_changed_item()
    {
        await using var host = WatchedHost.InMemory();
        var item = await host.Store.UploadUserImageAsync(Alice, Request("k"), Token);
        await host.Store.UpdateMediaAsync(Alice, item.Id, new() { Title = "new" }, Token);

        Assert.Equal("new", (await host.Store.UploadUserImageAsync(Alice, Request("k"), Token)).Title);
    }

    [Theory]
    [MemberData(nameof(WatchedHost.FolderOrMemory), MemberType = typeof(WatchedHost))]
    public async Task Sixteen_concurrent_retries_create_one_item(bool inFolder)
    {
        await using var host = WatchedHost.Over(inFolder);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(number => Task.Run(async () =>
        {
            try
            {
                return (await host.Store.UploadUserImageAsync(Alice, Request("k", seekable: number % 2 == 0), Token)).Id;
            }
            catch (MediaConflictException conflict)
            {
                Assert.Equal((MediaErrorCode.Busy, true), (conflict.Code, conflict.IsTransient));
                return default(MediaId);
            }
        })));

        var listed = Assert.Single((await host.Store.GetUserUnifiedMediaAsync(Alice, cancellationToken: Token)).Items);
        Assert.Equal([listed.Id], outcomes.Where(id => id != default).Distinct());
        host.Time.Advance(TimeSpan.FromHours(25));
        await host.Janitor.RunAsync(Token);
        Assert.Equal([listed.Location!], await host.StoredAsync());
    }

    [Fact]
    public async Task Retry_takes_over_and_both_uploads_return_one_item()
    {
        ReserveOnce? catalog = null;
        await using var host = WatchedHost.InFolder(media => media.DecorateCatalog((inner, _) => catalog = new(inner)));
        _ = host.Catalog;
        MediaItem? winner = null;
        catalog!.AfterFirst = async () => winner = await host.Store.UploadUserImageAsync(Alice, Request("k"), Token);

        var loser = await host.Store.UploadUserImageAsync(Alice, Request("k"), Token);

        Assert.Equal(winner!.Id, loser.Id);
        Assert.EndsWith(".2.png", loser.Location!.Key, StringComparison.Ordinal);
        Assert.Equal([loser.Location!], await host.StoredAsync());
        Assert.Single(host.Files());
    }

    [Fact]
    public async Task Lost_attempt_is_busy_while_the_winning_attempt_is_in_progress()
    {
        ReserveOnce? catalog = null;
        await using var host = WatchedHost.InFolder(media => media.DecorateCatalog((inner, _) => catalog = new(inner)));
        _ = host.Catalog;
        catalog!.AfterFirst = async () => await host.Catalog.ReserveAsync(
            Alice, catalog.LastRequest! with { Id = MediaId.New(host.Time), TakeOver = true }, Token);

        var thrown = await Assert.ThrowsAsync<MediaConflictException>(() => host.Store.UploadUserImageAsync(Alice, Request("k"), Token));

        Assert.Equal((MediaErrorCode.Busy, true), (thrown.Code, thrown.IsTransient));
        Assert.Empty(await host.StoredAsync());
    }

    private static MediaUpload Request(
        string key, RequestDifference difference = RequestDifference.None, bool seekable = true, byte[]? bytes = null) => new()
    {
        Content = MediaContent.FromStream(new EdgeCaseStream(difference switch
        {
            RequestDifference.Content => PngSample.File(5, 5),
            RequestDifference.StrippedBytes => PngSample.File(4, 3, PngSample.Chunk("tEXt", [1, 2, 3])),
            _ => bytes ?? SmallImage.Bytes,
        }) { Seekable = seekable }),
        Title = difference == RequestDifference.Title ? "other" : "title",
        Description = difference == RequestDifference.Description ? "other" : null,
        Alt = difference == RequestDifference.Alt ? "other" : null,
        Tags = difference switch { RequestDifference.Tags => ["a"], RequestDifference.TagOrder => ["b", "a"], _ => ["a", "b"] },
        Attribution = difference == RequestDifference.Attribution ? new() { Author = "x" } : new() { Text = "x" },
        Generation = difference == RequestDifference.Generation ? new() { Cost = 1 } : null,
        Metadata = difference == RequestDifference.Metadata ? new JsonObject { ["a"] = 2 } : new JsonObject { ["a"] = 1 },
        Visibility = difference == RequestDifference.Visibility ? Visibility.Public : Visibility.Private,
        Source = difference == RequestDifference.Source ? SourceType.Stock : SourceType.Upload,
        IdempotencyKey = key,
    };

    private sealed class ReserveOnce(IMediaCatalog inner) : DelegatingMediaCatalog(inner)
    {
        public Func<Task>? AfterFirst { get; set; }

        public ReserveRequest? LastRequest { get; private set; }

        public override async Task<ReserveResult> ReserveAsync(MediaUser user, ReserveRequest request, CancellationToken cancellationToken)
        {
            var result = await base.ReserveAsync(user, request, cancellationToken);
            LastRequest = request;
            if (AfterFirst is { } happen)
            {
                AfterFirst = null;
                await happen();
            }

            return result;
        }
    }
}
