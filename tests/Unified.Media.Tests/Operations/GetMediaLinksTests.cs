namespace Unified.Media.Tests;

public sealed class GetMediaLinksTests
{
    private static readonly MediaUser Alice = MediaUser.For("alice");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Links_come_in_the_order_of_the_ids_each_once_and_foreign_ones_are_left_out()
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
    public async Task A_single_link_is_null_for_an_item_that_the_user_may_not_see()
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
    public async Task A_private_item_has_a_signed_address_and_a_public_one_a_public_address()
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
    public async Task An_item_that_is_made_private_loses_its_public_address()
    {
        var (host, _) = WithUrls();
        await using var hostScope = host;
        var item = await host.Store.AddAsync(Alice, visibility: Visibility.Public);

        var changed = await host.Store.UpdateMediaAsync(Alice, item.Id, new() { Visibility = Visibility.Private }, Token);

        Assert.Equal("signed.example", changed!.Url!.Host);
    }

    [Fact]
    public async Task A_page_is_signed_with_one_call()
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
    public async Task An_object_that_is_missing_has_no_address()
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
    public async Task A_store_without_addresses_gives_the_stable_one()
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
    public async Task A_lifetime_has_bounds(double seconds, bool accepted)
    {
        var (host, urls) = WithUrls();
        await using var hostScope = host;
        var item = await host.Store.AddAsync(Alice);
        var linking = new MediaLinkOptions { Lifetime = TimeSpan.FromSeconds(seconds) };

        if (accepted)
        {
            var link = Assert.Single(await host.Store.GetMediaLinksAsync(Alice, [item.Id], linking, Token));
            Assert.Equal((linking.Lifetime, host.Time.GetUtcNow() + linking.Lifetime), (urls().LastLifetime, link.UrlExpiresAt));
        }
        else
        {
            Assert.Equal(
                [Refusal.Field("Lifetime")], await Refusal.OfAsync(() => host.Store.GetMediaLinksAsync(Alice, [item.Id], linking, Token)));
        }
    }

    [Fact]
    public async Task At_most_1000_ids_are_taken()
    {
        await using var host = WatchedHost.InMemory();
        MediaId[] ids = [.. Enumerable.Range(0, 1_001).Select(_ => MediaId.New(host.Time))];

        Assert.Empty(await host.Store.GetMediaLinksAsync(Alice, ids[1..], cancellationToken: Token));
        Assert.Equal(
            [Refusal.Field("Ids")], await Refusal.OfAsync(() => host.Store.GetMediaLinksAsync(Alice, ids, cancellationToken: Token)));
    }

    [Fact]
    public async Task A_signer_that_fails_does_not_make_a_finished_upload_or_change_fail()
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
