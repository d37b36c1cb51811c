using Unified.Media.Drivers;

namespace Unified.Media.Tests;

public sealed class DeleteMediaUnifiedTests
{
    private static readonly MediaUser Alice = MediaUser.For("alice");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(WatchedHost.FolderOrMemory), MemberType = typeof(WatchedHost))]
    public async Task Delete_removes_the_item_and_its_object(bool inFolder)
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
    public async Task Delete_with_timeout_zero_leaves_the_object_to_the_janitor()
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
    public async Task Delete_succeeds_when_the_object_store_fails()
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
    public async Task Delete_rejects_a_timeout_out_of_bounds(long seconds)
    {
        await using var host = WatchedHost.InMemory();
        var item = await host.Store.AddAsync(Alice);
        var options = new DeleteMediaOptions { ObjectDeletionTimeout = TimeSpan.FromSeconds(seconds) };

        Assert.Equal(
            [Refusal.Field("ObjectDeletionTimeout")],
            await Refusal.OfAsync(() => host.Store.DeleteMediaUnifiedAsync(Alice, item.Id, options, Token)));
        Assert.Equal(
            [Refusal.Field("ObjectDeletionTimeout")],
            await Refusal.OfAsync(
                async () => await host.Store.DeleteManyAsync(Alice, MediaSelection.ByIds(item.Id), options, Token).ToListAsync(Token)));

        Assert.NotNull(await host.Store.GetMediaAsync(Alice, item.Id, Token));
    }

    [Fact]
    public async Task Cancellation_during_object_deletion_does_not_fail_the_delete()
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
        await host.Objects.PutAsync(
            reserved.Reservation!.Location, ObjectBody.FromBytes(SmallImage.Bytes), new() { ContentType = "image/png" }, Token);
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
