using Unified.Media.Drivers;

namespace Unified.Media.Tests;

public sealed class DeleteMediaUnifiedTests
{
    private static readonly MediaUser Alice = MediaUser.For("alice");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(WatchedHost.FolderOrMemory), MemberType = typeof(WatchedHost))]
    public async Task A_deleted_item_is_gone_with_its_object(bool inFolder)
    {
        await using var host = WatchedHost.Over(inFolder);
        var item = await host.Store.AddAsync(Alice);

        Assert.True(await host.Store.DeleteMediaUnifiedAsync(Alice, item.Id, cancellationToken: Token));

        Assert.False(await host.Store.DeleteMediaUnifiedAsync(Alice, item.Id, cancellationToken: Token));
        await host.AssertNothingLeftAsync(Alice);
    }

    [Theory]
    [MemberData(nameof(WatchedHost.FolderOrMemory), MemberType = typeof(WatchedHost))]
    public async Task Delete_deletes_the_objects_of_every_role(bool inFolder)
    {
        await using var host = WatchedHost.Over(inFolder);
        var item = await host.Store.AddAsync(Alice);
        await DeriveAsync(host, item.Id, "poster", isConfirmed: true);
        await DeriveAsync(host, item.Id, "thumb-320", isConfirmed: false);
        Assert.Equal(3, (await host.StoredAsync()).Length);

        Assert.True(await host.Store.DeleteMediaUnifiedAsync(Alice, item.Id, cancellationToken: Token));

        await host.AssertNothingLeftAsync(Alice);
    }

    [Fact]
    public async Task Erasing_can_be_left_to_the_janitor()
    {
        await using var host = WatchedHost.InMemory();
        var item = await host.Store.AddAsync(Alice);

        Assert.True(await host.Store.DeleteMediaUnifiedAsync(Alice, item.Id, new() { ObjectDeletionTimeout = TimeSpan.Zero }, Token));

        Assert.Null(await host.Store.GetMediaAsync(Alice, item.Id, Token));
        Assert.Single(await host.StoredAsync());
        Assert.Equal(new JanitorReport { Claimed = 1, Deleted = 1 }, await host.Janitor.RunAsync(Token));
        Assert.Empty(await host.StoredAsync());
    }

    [Fact]
    public async Task A_store_that_fails_does_not_undo_the_deletion()
    {
        await using var host = WatchedHost.InMemory(media => media.DecorateObjectStore((inner, _) => new BrokenStore(inner)));
        var item = await host.Store.AddAsync(Alice);

        Assert.True(await host.Store.DeleteMediaUnifiedAsync(Alice, item.Id, cancellationToken: Token));

        Assert.Null(await host.Store.OpenMediaAsync(Alice, item.Id, cancellationToken: Token));
        Assert.Equal(new JanitorReport { Claimed = 1 }, await host.Janitor.RunAsync(Token));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3_601)]
    [InlineData(long.MaxValue / TimeSpan.TicksPerSecond)]
    public async Task The_time_to_erase_has_bounds_and_nothing_is_deleted_beyond_them(long seconds)
    {
        await using var host = WatchedHost.InMemory();
        var item = await host.Store.AddAsync(Alice);
        var deletion = new DeleteMediaOptions { ObjectDeletionTimeout = TimeSpan.FromSeconds(seconds) };

        Assert.Equal([Refusal.Field("ObjectDeletionTimeout")], await Refusal.OfAsync(() => host.Store.DeleteMediaUnifiedAsync(Alice, item.Id, deletion, Token)));
        Assert.Equal(
            [Refusal.Field("ObjectDeletionTimeout")],
            await Refusal.OfAsync(async () => await host.Store.DeleteManyAsync(Alice, MediaSelection.ByIds(item.Id), deletion, Token).ToListAsync(Token)));

        Assert.NotNull(await host.Store.GetMediaAsync(Alice, item.Id, Token));
    }

    [Fact]
    public async Task Cancelling_while_the_bytes_are_erased_does_not_make_a_deletion_fail()
    {
        using var source = new CancellationTokenSource();
        await using var host = WatchedHost.InMemory(media => media.DecorateCatalog((inner, _) => new CancelOnMarkDeleted(inner, source)));
        var item = await host.Store.AddAsync(Alice);

        Assert.True(await host.Store.DeleteMediaUnifiedAsync(Alice, item.Id, cancellationToken: source.Token));
        await host.AssertNothingLeftAsync(Alice);
    }

    private static async Task DeriveAsync(WatchedHost host, MediaId id, string role, bool isConfirmed)
    {
        var reserved = await host.Catalog.ReserveAsync(
            Alice,
            new()
            {
                Id = id,
                Role = ObjectRole.Parse(role),
                Layout = ObjectLayout.UploadedImages,
                Extension = "png",
                Lease = TimeSpan.FromMinutes(1),
            },
            Token);
        await host.Objects.PutAsync(reserved.Reservation!.Location, ObjectBody.FromBytes(SmallImage.Bytes), new() { ContentType = "image/png" }, Token);
        if (isConfirmed)
        {
            var confirm = new ConfirmRequest
            {
                Reservation = reserved.Reservation,
                ContentType = "image/png",
                SizeBytes = SmallImage.Bytes.Length,
                Sha256 = new('d', 64),
            };
            Assert.True(await host.Catalog.ConfirmAsync(Alice, confirm, Token));
        }
    }

    private sealed class BrokenStore(IObjectStore inner) : DelegatingObjectStore(inner)
    {
        public override Task DeleteAsync(ObjectLocation location, CancellationToken cancellationToken) =>
            Task.FromException(new MediaProviderException("It is down.", ProviderName) { IsTransient = true });
    }

    private sealed class CancelOnMarkDeleted(IMediaCatalog inner, CancellationTokenSource source) : DelegatingMediaCatalog(inner)
    {
        public override async Task<DeletedMedia?> MarkDeletedAsync(MediaUser user, MediaId id, CancellationToken cancellationToken)
        {
            var deleted = await base.MarkDeletedAsync(user, id, cancellationToken);
            await source.CancelAsync();
            return deleted;
        }
    }
}
