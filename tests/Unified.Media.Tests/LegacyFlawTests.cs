using System.Text.Json.Nodes;
using Unified.Media.Drivers;

namespace Unified.Media.Tests;

/// <summary>Tests that the flaws of the legacy application are fixed. The third flaw, fetching any URL, is tested with remote content.</summary>
public sealed class LegacyFlawTests
{
    private static readonly MediaUser Alice = MediaUser.For("alice");
    private static readonly MediaUser Bob = MediaUser.For("bob");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Flaw_01_Failed_upload_leaves_no_object_without_a_row()
    {
        await using var host = WatchedHost.InFolder(media => media.DecorateCatalog((inner, _) => new Failing(inner) { OnPublish = true }));

        await Assert.ThrowsAsync<MediaProviderException>(() => host.Store.AddAsync(Alice));

        await host.AssertNothingLeftAsync(Alice);
    }

    [Fact]
    public async Task Flaw_02_Failed_delete_keeps_a_row_until_the_object_is_gone()
    {
        var isDown = true;
        await using var host = WatchedHost.InMemory(media => media.DecorateObjectStore((inner, _) => new Undeletable(inner, () => isDown)));
        var item = await host.Store.AddAsync(Alice, visibility: Visibility.Public);

        Assert.True(await host.Store.DeleteMediaUnifiedAsync(Alice, item.Id, cancellationToken: Token));
        Assert.Null(await host.Store.OpenMediaAsync(MediaUser.Anonymous, item.Id, cancellationToken: Token));
        Assert.Single(await host.StoredAsync());
        isDown = false;
        await host.Janitor.RunAsync(Token);

        await host.AssertNothingLeftAsync(Alice);
    }

    [Fact]
    public async Task Flaw_04_Writes_run_as_the_user_and_the_service_is_off()
    {
        List<MediaUser> seen = [];
        await using var host = WatchedHost.InMemory(media => media.DecorateCatalog((inner, _) => new SeesUsers(inner, seen)));

        var item = await host.Store.AddAsync(Alice);
        await host.Store.UpdateMediaAsync(Alice, item.Id, new() { Title = "x" }, Token);
        await host.Store.DeleteMediaUnifiedAsync(Alice, item.Id, cancellationToken: Token);

        Assert.Equal(4, seen.Count);
        Assert.All(seen, user => Assert.Same(Alice, user));
        await Assert.ThrowsAsync<MediaAccessDeniedException>(
            () => host.Store.DeleteMediaUnifiedAsync(MediaUser.Service, item.Id, cancellationToken: Token));
    }

    [Fact]
    public async Task Flaw_05_Custom_fields_never_overwrite_system_fields()
    {
        await using var host = WatchedHost.InMemory();
        var metadata = (JsonObject)JsonNode.Parse(
            """{"mime_type":"text/html","file_size":1,"provider":"x","owner":"bob","visibility":"public"}""")!;

        var item = await host.Store.UploadUserImageAsync(Alice, new() { Content = SmallImage.Content, Metadata = metadata }, Token);
        item = (await host.Store.UpdateMediaAsync(Alice, item.Id, new() { Metadata = (JsonObject)metadata.DeepClone() }, Token))!;

        Assert.Equal(
            ("image/png", (long)SmallImage.Bytes.Length, "alice", Visibility.Private),
            (item.ContentType, item.SizeBytes, item.Owner.ToString(), item.Visibility));
        Assert.Equal(["user"], JsonNode.Parse(item.Metadata.ToJson())!.AsObject().Select(field => field.Key));
    }

    [Fact]
    public async Task Flaw_06_Type_extension_and_size_come_from_the_bytes()
    {
        await using var host = WatchedHost.InMemory();

        var item = await host.Store.UploadUserImageAsync(Alice, new EdgeCaseStream(MediaFile.Bytes("harbour.jpg")), "page.html", Token);

        Assert.Equal("image/jpeg", item.ContentType);
        Assert.EndsWith(".jpg", item.Location!.Key, StringComparison.Ordinal);
        Assert.Equal((await host.Objects.HeadAsync(item.Location, Token))!.SizeBytes, item.SizeBytes);
    }

    [Fact]
    public async Task Flaw_07_Keys_are_unique_and_reveal_no_caller_data()
    {
        await using var host = WatchedHost.InMemory();
        var images = new List<MediaItem>();
        for (var number = 0; number < 20; number++)
        {
            var image = new EnhancedImage { Content = SmallImage.Content, EnhancementType = "telltale", OriginalMediaId = "original-4711" };
            images.Add(await host.Store.SaveEnhancedImageUnifiedAsync(Alice, image, Token));
        }

        Assert.Equal(20, images.Select(image => image.Location).Distinct().Count());
        Assert.All(images, image => Assert.Matches("^enhanced/alice/[0-9a-f-]{36}[.]1[.]png$", image.Location!.Key));
        Assert.All(images, image => Assert.Equal($"/api/media/{image.Id}/content", image.ContentUrl));
    }

    [Fact]
    public async Task Flaw_08_Private_item_has_no_public_url()
    {
        await using var host = WatchedHost.InMemory(media => media.DecorateObjectStore((inner, _) => new UrlStore(inner)));

        var item = await host.Store.AddAsync(Alice);

        Assert.Equal("signed.example", item.Url!.Host);
        Assert.NotNull(item.UrlExpiresAt);
        Assert.DoesNotContain("http", (await host.Catalog.FindAsync(Alice, [item.Id], Token))[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Flaw_09_Lists_run_as_the_user_and_throw_errors()
    {
        List<MediaUser> seen = [];
        await using var host = WatchedHost.InMemory(
            media => media.DecorateCatalog((inner, _) => new Failing(new SeesUsers(inner, seen)) { OnList = true }));

        await Assert.ThrowsAsync<MediaProviderException>(() => host.Store.GetUserUnifiedMediaAsync(Alice, cancellationToken: Token));
        await Assert.ThrowsAsync<MediaProviderException>(() => host.Store.GetMediaFacetsAsync(Alice, cancellationToken: Token));
        await Assert.ThrowsAsync<MediaProviderException>(
            async () => await host.Store.EnumerateAllAsync(Alice, cancellationToken: Token).ToListAsync(Token));
    }

    [Fact]
    public async Task Flaw_10_Dimensions_come_from_the_content_or_are_null()
    {
        await using var host = WatchedHost.InMemory();

        var plain = await host.Store.UploadUserImageAsync(Alice, new() { Content = SmallImage.Of(PngSample.File(7, 5)) }, Token);
        var late = await host.Store.UploadUserImageAsync(Alice, new() { Content = SmallImage.Of(JpegSample.LateHeight(40, 30)) }, Token);

        Assert.Equal((7, 5, null), (plain.Width, plain.Height, plain.Duration));
        Assert.Equal((40, 30, null), (late.Width, late.Height, late.Duration));
    }

    [Fact]
    public async Task Flaw_11_Visibility_ignores_case()
    {
        await using var host = WatchedHost.InMemory();

        var item = await host.Store.AddAsync(Alice, visibility: Visibility.Parse("PUBLIC"));

        Assert.Equal("public", item.Visibility.ToString());
        Assert.NotNull(await host.Store.GetMediaAsync(MediaUser.Anonymous, item.Id, Token));
        Assert.Single(
            (await host.Store.GetUserUnifiedMediaAsync(Alice, new() { Visibilities = [Visibility.Parse("Public")] }, Token)).Items);
    }

    [Fact]
    public async Task Flaw_12_One_identity_owns_an_item_with_any_key_segment()
    {
        await using var host = WatchedHost.InMemory();
        var item = await host.Store.AddAsync(MediaUser.For(OwnerId.Parse("profile-1"), "login-1"));

        Assert.NotNull(await host.Store.GetMediaAsync(MediaUser.For("profile-1"), item.Id, Token));
        Assert.Null(await host.Store.GetMediaAsync(MediaUser.For("login-1"), item.Id, Token));
        var other = MediaUser.For(OwnerId.Parse("login-1"), "login-1");
        Assert.False(await host.Store.DeleteMediaUnifiedAsync(other, item.Id, cancellationToken: Token));
        var owner = MediaUser.For(OwnerId.Parse("profile-1"), "login-2");
        Assert.True(await host.Store.DeleteMediaUnifiedAsync(owner, item.Id, cancellationToken: Token));
        await host.AssertNothingLeftAsync(MediaUser.For("profile-1"));
    }

    [Fact]
    public async Task Flaw_13_Delete_finds_the_object_by_bucket_and_key()
    {
        await using var host = WatchedHost.InMemory(media => media.DecorateObjectStore((inner, _) => new UrlStore(inner)));
        var item = await host.Store.AddAsync(Alice, visibility: Visibility.Public);

        Assert.Equal("user-media", item.Location!.Bucket);
        Assert.DoesNotMatch("://|^/|%", item.Location.Key);
        await host.Store.DeleteMediaUnifiedAsync(Alice, item.Id, cancellationToken: Token);

        Assert.Equal([item.Location], host.Objects.Deleted);
        Assert.Empty(await host.StoredAsync());
    }

    [Fact]
    public async Task Flaw_14_Repeated_upload_creates_one_item()
    {
        await using var host = WatchedHost.InMemory();

        var first = await host.Store.UploadUserImageAsync(Alice, new() { Content = SmallImage.Content, IdempotencyKey = "k" }, Token);
        var again = await host.Store.UploadUserImageAsync(Alice, new() { Content = SmallImage.Content, IdempotencyKey = "k" }, Token);

        Assert.Equal(first.Id, again.Id);
        Assert.Single(await host.StoredAsync());
    }

    [Fact]
    public async Task Flaw_15_Messages_contain_no_provider_text_or_foreign_data()
    {
        await using var host = WatchedHost.InFolder();
        var item = await host.Store.AddAsync(Alice);
        File.Delete(Path.Combine(host.Folder, item.Location!.ToString()));
        Directory.Delete(Path.Combine(host.Folder, ".staging"));

        var missing = await Assert.ThrowsAsync<MediaProviderException>(
            () => host.Store.OpenMediaAsync(Alice, item.Id, cancellationToken: Token));
        var failed = await Assert.ThrowsAsync<MediaProviderException>(() => host.Store.AddAsync(Alice));
        var foreign = await host.Store.GetMediaAsync(Bob, item.Id, Token);

        Assert.Null(foreign);
        Assert.NotNull(failed.InnerException);
        foreach (var message in new[] { missing.Message, failed.Message })
        {
            Assert.DoesNotContain(host.Folder, message, StringComparison.Ordinal);
            Assert.DoesNotContain("alice", message, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Flaw_16_Items_are_private_by_default()
    {
        await using var host = WatchedHost.InMemory();
        List<MediaItem> items =
        [
            await host.Store.UploadUserImageAsync(Alice, SmallImage.Upload, Token),
            await host.Store.UploadUserImageAsync(Alice, new() { Content = SmallImage.Content, Source = SourceType.Playground }, Token),
            await host.Store.UploadUserImageAsync(Alice, new() { Content = SmallImage.Content, Source = SourceType.Stock }, Token),
            await host.Store.UploadUserVideoAsync(Alice, MediaFile.Path("waves.mp4"), Token),
            await host.Store.SaveEnhancedImageUnifiedAsync(Alice, new() { Content = SmallImage.Content, EnhancementType = "x" }, Token),
        ];

        Assert.All(items, item => Assert.Equal(Visibility.Private, item.Visibility));
        Assert.Empty((await host.Store.GetUserUnifiedMediaAsync(Bob, new() { Owner = Alice.Id }, Token)).Items);
    }

    private sealed class Failing(IMediaCatalog inner) : DelegatingMediaCatalog(inner)
    {
        public bool OnPublish { get; init; }

        public bool OnList { get; init; }

        public override Task<MediaItem?> PublishAsync(MediaUser user, PublishRequest request, CancellationToken cancellationToken) =>
            OnPublish ? throw Down() : base.PublishAsync(user, request, cancellationToken);

        public override Task<CatalogPage> ListAsync(MediaUser user, CatalogQuery query, CancellationToken cancellationToken) =>
            OnList ? throw Down() : base.ListAsync(user, query, cancellationToken);

        public override Task<MediaFacets> CountAsync(
            MediaUser user, CatalogFilter filter, FacetOptions options, CancellationToken cancellationToken) =>
            OnList ? throw Down() : base.CountAsync(user, filter, options, cancellationToken);

        private static MediaProviderException Down() => new("It is down.", "test") { IsTransient = true };
    }

    private sealed class Undeletable(IObjectStore inner, Func<bool> isDown) : DelegatingObjectStore(inner)
    {
        public override Task DeleteAsync(ObjectLocation location, CancellationToken cancellationToken) =>
            isDown() ? throw new MediaProviderException("It is down.", "test") : base.DeleteAsync(location, cancellationToken);
    }
}
