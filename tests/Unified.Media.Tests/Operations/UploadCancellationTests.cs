using Unified.Media.Drivers;

namespace Unified.Media.Tests;

public sealed class UploadCancellationTests
{
    private static readonly MediaUser Alice = MediaUser.For("alice");
    private static readonly byte[] Jpeg = MediaFile.Bytes("harbour.jpg");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(WatchedHost.FolderOrMemory), MemberType = typeof(WatchedHost))]
    public async Task Canceled_call_has_no_effect(bool inFolder)
    {
        await using var host = WatchedHost.Over(inFolder);
        var cancelled = new CancellationToken(canceled: true);

        MediaContent[] contents =
            [SmallImage.Content, MediaContent.FromStream(new EdgeCaseStream(Jpeg)), MediaContent.FromFile(MediaFile.Path("harbour.jpg"))];
        foreach (var content in contents)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                () => host.Store.UploadUserImageAsync(Alice, new() { Content = content }, cancelled));
        }

        await host.AssertNothingLeftAsync(Alice);
    }

    public static TheoryData<bool, bool, int> Reads()
    {
        TheoryData<bool, bool, int> rows = [];
        for (var read = 0; read < 6; read++)
        {
            rows.Add(true, true, read);
            rows.Add(true, false, read);
            rows.Add(false, true, read);
            rows.Add(false, false, read);
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task Cancellation_at_any_read_leaves_nothing(bool inFolder, bool seekable, int read)
    {
        await using var host = WatchedHost.Over(inFolder);
        using var source = new CancellationTokenSource();
        var reads = 0;
        await using var stream = new EdgeCaseStream(Jpeg)
        {
            Seekable = seekable,
            MaxBytesPerRead = 4_000,
            BeforeRead = (_, _) => reads++ == read ? source.CancelAsync() : Task.CompletedTask,
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => host.Store.UploadUserImageAsync(Alice, new() { Content = MediaContent.FromStream(stream) }, source.Token));

        await host.AssertNothingLeftAsync(Alice);
    }

    [Theory]
    [MemberData(nameof(WatchedHost.FolderOrMemory), MemberType = typeof(WatchedHost))]
    public async Task Cancellation_after_the_reservation_leaves_nothing(bool inFolder)
    {
        using var source = new CancellationTokenSource();
        await using var host = WatchedHost.Over(inFolder, media => media.DecorateCatalog((inner, _) => new AfterReserve(inner, source.Cancel)));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.Store.UploadUserImageAsync(Alice, SmallImage.Upload, source.Token));

        await host.AssertNothingLeftAsync(Alice);
    }

    [Theory]
    [MemberData(nameof(WatchedHost.FolderOrMemory), MemberType = typeof(WatchedHost))]
    public async Task Upload_returns_a_published_item_despite_cancellation(bool inFolder)
    {
        using var source = new CancellationTokenSource();
        await using var host = WatchedHost.Over(inFolder, media => media.DecorateCatalog((inner, _) => new BeforePublish(inner, source.Cancel)));

        var item = await host.Store.UploadUserImageAsync(Alice, SmallImage.Upload, source.Token);

        Assert.NotNull(await host.Store.GetMediaAsync(Alice, item.Id, Token));
    }

    private sealed class BeforePublish(IMediaCatalog inner, Action happen) : DelegatingMediaCatalog(inner)
    {
        public override Task<MediaItem?> PublishAsync(MediaUser user, PublishRequest request, CancellationToken cancellationToken)
        {
            happen();
            return base.PublishAsync(user, request, cancellationToken);
        }
    }
}
