using Microsoft.Extensions.DependencyInjection;

namespace Unified.Media.Tests;

/// <summary>The lists over all owners, through the store.</summary>
public sealed class AllOwnersListTests : IAsyncDisposable
{
    private static readonly MediaUser Alice = MediaUser.For("alice");
    private static readonly MediaUser Bob = MediaUser.For("bob");

    private readonly ServiceProvider _provider =
        new ServiceCollection().AddUnifiedMedia(media => media.UseInMemory().AllowService()).BuildServiceProvider();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IUnifiedMediaStore Store => _provider.GetRequiredService<IUnifiedMediaStore>();

    public static TheoryData<string> Users => ["alice", "bob", "anonymous", "service"];

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    [Fact]
    public async Task Service_without_an_owner_lists_all_owners()
    {
        var items = await AddAsync();

        var all = await ListAsync(MediaUser.Service, new() { PageSize = 1 });
        var ofBob = await ListAsync(MediaUser.Service, new() { Owner = Bob.Id });

        Assert.Equal(items.Select(item => item.Id).Order(), all.Select(item => item.Id).Order());
        Assert.All(ofBob, item => Assert.Equal(Bob.Id, item.Owner));
        Assert.Equal(2, ofBob.Count);
    }

    [Fact]
    public async Task Service_without_an_owner_counts_and_changes_all_owners()
    {
        await AddAsync();

        var facets = await Store.GetMediaFacetsAsync(MediaUser.Service, cancellationToken: Cancel);
        await foreach (var result in Store.UpdateManyAsync(
            MediaUser.Service, MediaSelection.ByQuery(new()), new() { Title = "checked" }, Cancel))
        {
            Assert.Equal(BulkOutcome.Done, result.Outcome);
        }

        Assert.Equal(4, Assert.Single(facets.Kinds).Count);
        Assert.All(await ListAsync(MediaUser.Service, new()), item => Assert.Equal("checked", item.Title));
        await foreach (var result in Store.DeleteManyAsync(
            MediaUser.Service, MediaSelection.ByQuery(new() { Visibilities = [Visibility.Private] }), cancellationToken: Cancel))
        {
            Assert.Equal(BulkOutcome.Done, result.Outcome);
        }

        Assert.Equal(2, (await ListAsync(MediaUser.Service, new())).Count);
    }

    [Theory]
    [MemberData(nameof(Users))]
    public async Task Public_list_is_the_same_for_every_user(string name)
    {
        var items = await AddAsync();
        var user = name switch { "alice" => Alice, "bob" => Bob, "anonymous" => MediaUser.Anonymous, _ => MediaUser.Service };

        var first = await Store.GetPublicMediaAsync(user, new() { PageSize = 1 }, Cancel);
        var second = await Store.GetPublicMediaAsync(user, new() { PageSize = 1, Cursor = first.NextCursor }, Cancel);
        var own = await Store.GetPublicMediaAsync(user, new() { Owner = Alice.Id }, Cancel);
        var hidden = await Store.GetPublicMediaAsync(user, new() { Owner = Alice.Id, Visibilities = [Visibility.Private] }, Cancel);

        Assert.Equal(
            items.Where(item => item.Visibility == Visibility.Public).Select(item => item.Id).Order(),
            first.Items.Concat(second.Items).Select(item => item.Id).Order());
        Assert.Null(second.NextCursor);
        Assert.Equal(Visibility.Public, Assert.Single(own.Items).Visibility);
        Assert.Equal(Alice.Id, own.Items[0].Owner);
        Assert.Empty(hidden.Items);
    }

    [Fact]
    public async Task Cursor_is_accepted_by_its_own_list_only()
    {
        await AddAsync();
        var ofAlice = await Store.GetUserUnifiedMediaAsync(MediaUser.Service, new() { Owner = Alice.Id, PageSize = 1 }, Cancel);
        var ofAll = await Store.GetUserUnifiedMediaAsync(MediaUser.Service, new() { PageSize = 1 }, Cancel);
        var ofPublic = await Store.GetPublicMediaAsync(MediaUser.Service, new() { PageSize = 1 }, Cancel);
        Assert.All([ofAlice, ofAll, ofPublic], page => Assert.NotNull(page.NextCursor));

        foreach (var cursor in (string?[])[ofAlice.NextCursor, ofPublic.NextCursor])
        {
            await AssertRejectedAsync(Store.GetUserUnifiedMediaAsync(MediaUser.Service, new() { Cursor = cursor }, Cancel));
        }

        foreach (var cursor in (string?[])[ofAlice.NextCursor, ofAll.NextCursor])
        {
            await AssertRejectedAsync(Store.GetPublicMediaAsync(Alice, new() { Cursor = cursor }, Cancel));
        }
    }

    [Fact]
    public async Task Anonymous_list_without_an_owner_is_rejected()
    {
        var rejected = await Assert.ThrowsAsync<MediaRejectedException>(
            () => Store.GetUserUnifiedMediaAsync(MediaUser.Anonymous, cancellationToken: Cancel));

        Assert.Equal("Owner", Assert.Single(rejected.Reasons).Field);
    }

    [Fact]
    public async Task Service_that_is_not_allowed_lists_nothing()
    {
        await using var provider = new ServiceCollection().AddUnifiedMedia(media => media.UseInMemory()).BuildServiceProvider();
        var store = provider.GetRequiredService<IUnifiedMediaStore>();

        await Assert.ThrowsAsync<MediaAccessDeniedException>(() => store.GetUserUnifiedMediaAsync(MediaUser.Service, cancellationToken: Cancel));
        await Assert.ThrowsAsync<MediaAccessDeniedException>(() => store.GetPublicMediaAsync(MediaUser.Service, cancellationToken: Cancel));
    }

    private static async Task AssertRejectedAsync(Task<MediaPage> list)
    {
        var rejected = await Assert.ThrowsAsync<MediaRejectedException>(() => list);
        Assert.Equal(RejectionCode.InvalidCursor, Assert.Single(rejected.Reasons).Code);
    }

    private async Task<List<MediaItem>> AddAsync()
    {
        var items = new List<MediaItem>();
        foreach (var user in (MediaUser[])[Alice, Bob])
        {
            foreach (var visibility in (Visibility[])[Visibility.Private, Visibility.Public])
            {
                items.Add(await Store.AddAsync(user, visibility: visibility));
            }
        }

        return items;
    }

    private async Task<List<MediaItem>> ListAsync(MediaUser user, MediaQuery query) =>
        await Store.EnumerateAllAsync(user, query, Cancel).ToListAsync(Cancel);
}
