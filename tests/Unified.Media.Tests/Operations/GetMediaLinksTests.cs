namespace Unified.Media.Tests;

public sealed class GetMediaLinksTests
{
    private static readonly MediaUser Alice = MediaUser.For("alice");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Links_have_the_order_of_the_ids_without_duplicates_and_invisible_items()
    {
        var (host, urls) = WithUrls();
        await using var hostScope = host;
        var first = await host.Store.AddAsync(Alice);
        var second = await host.Store.AddAsync(Alice);
        var foreign = await host.Store.AddAsync(MediaUser.For("bob"));
        var before = urls().Signings;

        var links = await host.Store.GetMediaLinksAsync(
            Alice, [second.Id, foreign.Id, first.Id, second.Id, default], cancellationToken: Token);

        Assert.Equal([second.Id, first.Id], links.Select(link => link.Id));
        Assert.All(links, link => Assert.Equal($"/api/media/{link.Id}/content", link.ContentUrl));
        Assert.All(links, link => Assert.Equal(host.Time.GetUtcNow() + TimeSpan.FromMinutes(5), link.UrlExpiresAt));
        Assert.Equal(before + 1, urls().Signings);
    }

    [Fact]
    public async Task A_single_link_is_null_for_an_invisible_item()
    {
        var (host, _) = WithUrls();
        await using var hostScope = host;
        var item = await host.Store.AddAsync(Alice);

        var link = await host.Store.GetMediaLinkAsync(Alice, item.Id, new() { Lifetime = TimeSpan.FromMinutes(1) }, Token);

        Assert.Equal((item.Id, host.Time.GetUtcNow() + TimeSpan.FromMinutes(1)), (link!.Id, link.UrlExpiresAt));
        Assert.Null(await host.Store.GetMediaLinkAsync(MediaUser.For("bob"), item.Id, cancellationToken: Token));
        Assert.Equal(
            [Refusal.Field("Lifetime")],
            await Refusal.OfAsync(() => host.Store.GetMediaLinkAsync(Alice, item.Id, new() { Lifetime = TimeSpan.Zero }, Token)));
    }

    [Fact]
    public async Task Private_items_get_signed_URLs_and_public_items_public_URLs()
    {
        var (host, _) = WithUrls();
        await using var hostScope = host;
        var secret = await host.Store.AddAsync(Alice);
        var shown = await host.Store.AddAsync(Alice, visibility: Visibility.Public);
        var inPrivateBucket = await host.Store.UploadUserImageAsync(
            Alice, new() { Content = SmallImage.Content, Source = SourceType.Playground, Visibility = Visibility.Public }, Token);

        Assert.Equal(("signed.example", true), (secret.Url!.Host, secret.UrlExpiresAt is not null));
        Assert.Equal(("cdn.example", false), (shown.Url!.Host, shown.UrlExpiresAt is not null));
        Assert.Equal(("signed.example", true), (inPrivateBucket.Url!.Host, inPrivateBucket.UrlExpiresAt is not null));
    }

    [Fact]
    public async Task Item_that_becomes_private_loses_its_public_URL()
    {
        var (host, _) = WithUrls();
        await using var hostScope = host;
        var item = await host.Store.AddAsync(Alice, visibility: Visibility.Public);

        var changed = await host.Store.UpdateMediaAsync(Alice, item.Id, new() { Visibility = Visibility.Private }, Token);

        Assert.Equal("signed.example", changed!.Url!.Host);
    }

    [Fact]
    public async Task List_signs_the_URLs_of_a_page_with_one_call()
    {
        var (host, urls) = WithUrls();
        await using var hostScope = host;
        for (var number = 0; number < 10; number++)
        {
            await host.Store.AddAsync(Alice);
        }

        var before = urls().Signings;

        Assert.All((await host.Store.GetUserUnifiedMediaAsync(Alice, cancellationToken: Token)).Items, item => Assert.NotNull(item.Url));
        Assert.Equal(before + 1, urls().Signings);
    }

    [Fact]
    public async Task Missing_object_has_no_URL()
    {
        var (host, _) = WithUrls();
        await using var hostScope = host;
        var item = await host.Store.AddAsync(Alice);
        await host.Objects.DeleteAsync(item.Location!, Token);

        var link = Assert.Single(await host.Store.GetMediaLinksAsync(Alice, [item.Id], cancellationToken: Token));

        Assert.Equal((null, null), (link.Url, link.UrlExpiresAt));
        Assert.Equal(item.ContentUrl, link.ContentUrl);
    }

    [Fact]
    public async Task Object_store_without_URLs_leaves_only_ContentUrl()
    {
        await using var host = WatchedHost.InMemory(
            media => media.Configure(options => options.ContentBaseUrl = "https://app.example/files/"));
        var item = await host.Store.AddAsync(Alice, visibility: Visibility.Public);

        Assert.Equal(
            new MediaLink { Id = item.Id, ContentUrl = $"https://app.example/files/{item.Id}/content" },
            Assert.Single(await host.Store.GetMediaLinksAsync(Alice, [item.Id], cancellationToken: Token)));
    }

    [Theory]
    [InlineData(0.0, false)]
    [InlineData(0.999, false)]
    [InlineData(-5.0, false)]
    [InlineData(1.0, true)]
    [InlineData(86_400.0, true)]
    [InlineData(86_401.0, false)]
    public async Task Links_reject_a_lifetime_out_of_bounds(double seconds, bool accepted)
    {
        var (host, urls) = WithUrls();
        await using var hostScope = host;
        var item = await host.Store.AddAsync(Alice);
        var options = new MediaLinkOptions { Lifetime = TimeSpan.FromSeconds(seconds) };

        if (accepted)
        {
            var link = Assert.Single(await host.Store.GetMediaLinksAsync(Alice, [item.Id], options, Token));
            Assert.Equal((options.Lifetime, host.Time.GetUtcNow() + options.Lifetime), (urls().LastLifetime, link.UrlExpiresAt));
        }
        else
        {
            Assert.Equal(
                [Refusal.Field("Lifetime")], await Refusal.OfAsync(() => host.Store.GetMediaLinksAsync(Alice, [item.Id], options, Token)));
        }
    }

    [Fact]
    public async Task Links_accept_at_most_1000_ids()
    {
        await using var host = WatchedHost.InMemory();
        MediaId[] ids = [.. Enumerable.Range(0, 1_001).Select(_ => MediaId.New(host.Time))];

        Assert.Empty(await host.Store.GetMediaLinksAsync(Alice, ids[1..], cancellationToken: Token));
        Assert.Equal(
            [Refusal.Field("Ids")], await Refusal.OfAsync(() => host.Store.GetMediaLinksAsync(Alice, ids, cancellationToken: Token)));
    }

    [Fact]
    public async Task Failed_signing_does_not_fail_a_completed_upload_or_update()
    {
        var (host, urls) = WithUrls();
        await using var hostScope = host;
        _ = host.Objects;
        urls().Failure = new MediaProviderException("It is down.", "test");

        var item = await host.Store.AddAsync(Alice);
        var changed = await host.Store.UpdateMediaAsync(Alice, item.Id, new() { Title = "new" }, Token);

        Assert.Equal((null, $"/api/media/{item.Id}/content"), (item.Url, item.ContentUrl));
        Assert.Equal(("new", null), (changed!.Title, changed.Url));
        await Assert.ThrowsAsync<MediaProviderException>(() => host.Store.GetMediaAsync(Alice, item.Id, Token));
    }

    private static (WatchedHost Host, Func<UrlStore> Urls) WithUrls()
    {
        UrlStore? urls = null;
        var host = WatchedHost.InMemory(media => media.DecorateObjectStore((inner, _) => urls = new(inner)));
        return (host, () => urls!);
    }
}
