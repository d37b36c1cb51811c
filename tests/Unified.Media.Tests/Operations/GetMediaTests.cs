namespace Unified.Media.Tests;

public sealed class GetMediaTests
{
    private static readonly MediaUser Alice = MediaUser.For("alice");
    private static readonly MediaUser Bob = MediaUser.For("bob");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<MediaUser, Visibility, bool> Access => new()
    {
        { Alice, Visibility.Private, true },
        { Alice, Visibility.Public, true },
        { Bob, Visibility.Private, false },
        { Bob, Visibility.Public, true },
        { MediaUser.Anonymous, Visibility.Private, false },
        { MediaUser.Anonymous, Visibility.Public, true },
        { MediaUser.Service, Visibility.Private, true },
        { MediaUser.Service, Visibility.Public, true },
    };

    [Theory]
    [MemberData(nameof(Access))]
    public async Task User_who_may_see_an_item_can_get_open_and_link_it(MediaUser user, Visibility visibility, bool allowed)
    {
        await using var host = WatchedHost.InMemory(media => media.AllowService());
        var item = await host.Store.AddAsync(Alice, visibility: visibility);

        var got = await host.Store.GetMediaAsync(user, item.Id, Token);
        await using var opened = await host.Store.OpenMediaAsync(user, item.Id, cancellationToken: Token);
        var links = await host.Store.GetMediaLinksAsync(user, [item.Id], cancellationToken: Token);
        var listed = await host.Store.GetUserUnifiedMediaAsync(user, new() { Owner = OwnerId.Parse("alice") }, Token);
        var facets = await host.Store.GetMediaFacetsAsync(user, new() { Owner = OwnerId.Parse("alice") }, cancellationToken: Token);

        Assert.Equal(allowed, got is not null);
        Assert.Equal(allowed, opened is not null);
        Assert.Equal(allowed ? 1 : 0, links.Count);
        Assert.Equal(allowed ? 1 : 0, listed.Items.Count);
        Assert.Equal(allowed ? 1 : 0, facets.Kinds.Sum(kind => kind.Count));
    }

    public static TheoryData<MediaUser, bool> Changing => new()
    {
        { Alice, true },
        { Bob, false },
        { MediaUser.Anonymous, false },
        { MediaUser.Service, true },
    };

    [Theory]
    [MemberData(nameof(Changing))]
    public async Task Only_owner_and_service_can_change_and_delete_a_public_item(MediaUser user, bool allowed)
    {
        await using var host = WatchedHost.InMemory(media => media.AllowService());
        var item = await host.Store.AddAsync(Alice, visibility: Visibility.Public);

        var changed = await host.Store.UpdateMediaAsync(user, item.Id, new() { Title = "new" }, Token);
        var deleted = await host.Store.DeleteMediaUnifiedAsync(user, item.Id, cancellationToken: Token);

        Assert.Equal((allowed, allowed), (changed is not null, deleted));
        Assert.Equal(allowed, await host.Store.GetMediaAsync(Alice, item.Id, Token) is null);
    }

    [Fact]
    public async Task Every_operation_rejects_the_service_user_without_AllowService()
    {
        await using var host = WatchedHost.InMemory();
        var item = await host.Store.AddAsync(Alice, visibility: Visibility.Public);
        var store = host.Store;
        var service = MediaUser.Service;
        Func<Task>[] calls =
        [
            () => store.GetMediaAsync(service, item.Id, Token),
            () => store.OpenMediaAsync(service, item.Id, cancellationToken: Token),
            () => store.GetUserUnifiedMediaAsync(service, new() { Owner = OwnerId.Parse("alice") }, Token),
            () => store.GetMediaLinksAsync(service, [item.Id], cancellationToken: Token),
            () => store.GetMediaFacetsAsync(service, new() { Owner = OwnerId.Parse("alice") }, cancellationToken: Token),
            () => store.UpdateMediaAsync(service, item.Id, new(), Token),
            () => store.DeleteMediaUnifiedAsync(service, item.Id, cancellationToken: Token),
            () => store.UploadUserImageAsync(service, SmallImage.Upload, Token),
            async () => await store.UpdateManyAsync(service, MediaSelection.ByIds(item.Id), new(), Token).ToListAsync(Token),
            async () => await store.DeleteManyAsync(service, MediaSelection.ByIds(item.Id), cancellationToken: Token).ToListAsync(Token),
        ];

        foreach (var call in calls)
        {
            Assert.Equal(MediaErrorCode.AccessDenied, (await Assert.ThrowsAsync<MediaAccessDeniedException>(call)).Code);
        }
    }

    [Fact]
    public async Task Anonymous_user_cannot_list_without_an_owner()
    {
        await using var host = WatchedHost.InMemory(media => media.AllowService());

        var user = MediaUser.Anonymous;
        Assert.Equal([Refusal.Field("Owner")], await Refusal.OfAsync(() => host.Store.GetUserUnifiedMediaAsync(user, cancellationToken: Token)));
        Assert.Equal([Refusal.Field("Owner")], await Refusal.OfAsync(() => host.Store.GetMediaFacetsAsync(user, cancellationToken: Token)));
    }

    [Fact]
    public async Task Unknown_id_is_not_found()
    {
        await using var host = WatchedHost.InMemory();
        foreach (var id in new[] { default, MediaId.New(TimeProvider.System) })
        {
            Assert.Null(await host.Store.GetMediaAsync(Alice, id, Token));
            Assert.Null(await host.Store.OpenMediaAsync(Alice, id, cancellationToken: Token));
            Assert.Null(await host.Store.UpdateMediaAsync(Alice, id, new() { Title = "x" }, Token));
            Assert.False(await host.Store.DeleteMediaUnifiedAsync(Alice, id, cancellationToken: Token));
            Assert.Empty(await host.Store.GetMediaLinksAsync(Alice, [id], cancellationToken: Token));
        }
    }
}
