using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Unified.Media.Drivers;

namespace Unified.Media.Tests;

public sealed class AddUnifiedMediaTests
{
    private static readonly MediaUser Alice = MediaUser.For("alice");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void A_second_call_throws()
    {
        var services = new ServiceCollection().AddUnifiedMedia(media => media.UseInMemory());

        var error = Assert.Throws<InvalidOperationException>(() => services.AddUnifiedMedia(media => media.UseInMemory()));

        Assert.Contains("twice", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_drivers_one_message_names_both()
    {
        await using var services = new ServiceCollection().AddUnifiedMedia(_ => { }).BuildServiceProvider();

        var error = Assert.Throws<InvalidOperationException>(() => services.GetRequiredService<IUnifiedMediaStore>());

        Assert.Matches("no object store and no catalog.*UseEmbedded.*AddUnifiedMedia", error.Message);
    }

    [Fact]
    public async Task Without_a_catalog_the_message_names_the_catalogs()
    {
        await using var host = WatchedHost.InMemory();
        await using var services = new ServiceCollection().AddUnifiedMedia(
            media => media.UseLocalFolder(host.Folder)).BuildServiceProvider();

        var error = Assert.Throws<InvalidOperationException>(() => services.GetRequiredService<IUnifiedMediaStore>());

        Assert.Equal("Unified.Media has no catalog. Call one of UseSqlite, UsePostgres.", error.Message);
    }

    [Fact]
    public async Task Without_an_object_store_the_message_names_the_object_stores()
    {
        await using var services = new ServiceCollection().AddUnifiedMedia(media => media.UsePostgres("Host=x")).BuildServiceProvider();

        var error = Assert.Throws<InvalidOperationException>(() => services.GetRequiredService<IUnifiedMediaStore>());

        Assert.Equal("Unified.Media has no object store. Call one of UseLocalFolder, UseSupabaseStorage.", error.Message);
    }

    [Fact]
    public async Task With_two_drivers_the_message_names_both_calls()
    {
        await using var host = WatchedHost.InMemory();
        await using var services = new ServiceCollection().AddUnifiedMedia(
            media => media.UseInMemory().UseLocalFolder(host.Folder)).BuildServiceProvider();

        var error = Assert.Throws<InvalidOperationException>(() => services.GetRequiredService<IUnifiedMediaStore>());

        Assert.Contains("UseInMemory, UseLocalFolder", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_does_not_start_without_a_driver()
    {
        using var host = BuildHost(_ => { });

        Assert.Contains(
            "UseEmbedded",
            (await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync(Token))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_does_not_start_with_bad_options()
    {
        using var host = BuildHost(media => media.UseInMemory().Configure(options => options.UrlLifetime = TimeSpan.Zero));

        Assert.Contains(
            "UrlLifetime",
            (await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Token))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_starts_prepares_both_drivers_through_their_decorators()
    {
        List<string> prepared = [];
        using var host = BuildHost(media => media
            .UseInMemory()
            .DecorateObjectStore((inner, _) => new PreparedStore(inner, prepared))
            .DecorateCatalog((inner, _) => new PreparedCatalog(inner, prepared))
            .DecorateObjectStore((inner, _) => new RecordingStore(inner)));

        await host.StartAsync(Token);
        await host.StopAsync(Token);

        Assert.Equal(["store", "catalog"], prepared);
    }

    [Fact]
    public async Task The_first_decorator_is_outermost()
    {
        List<string> calls = [];
        await using var services = new ServiceCollection()
            .AddUnifiedMedia(media => media
                .UseInMemory()
                .DecorateObjectStore((inner, _) => new Named(inner, "outer", calls))
                .DecorateObjectStore((inner, provider) => new Named(inner, provider is not null ? "inner" : "", calls)))
            .BuildServiceProvider();

        await services.GetRequiredService<IUnifiedMediaStore>().AddAsync(Alice);

        Assert.Equal(["outer", "inner"], calls);
    }

    [Fact]
    public async Task A_decorator_that_returns_null_is_named()
    {
        await using var services = new ServiceCollection()
            .AddUnifiedMedia(media => media.UseInMemory().DecorateCatalog((_, _) => null!))
            .BuildServiceProvider();

        Assert.Contains(
            "IMediaCatalog",
            Assert.Throws<InvalidOperationException>(() => services.GetRequiredService<IUnifiedMediaStore>()).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_instance_serves_all_scopes_and_validation_finds_nothing()
    {
        await using var services = new ServiceCollection()
            .AddUnifiedMedia(media => media.UseInMemory())
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        await using var scope = services.CreateAsyncScope();

        var store = services.GetRequiredService<IUnifiedMediaStore>();

        Assert.Same(store, services.GetRequiredService<IUnifiedMediaStore>());
        Assert.Same(store, scope.ServiceProvider.GetRequiredService<IUnifiedMediaStore>());
        Assert.Same(services.GetRequiredService<IMediaJanitor>(), scope.ServiceProvider.GetRequiredService<IMediaJanitor>());
        Assert.Same(services.GetRequiredService<IMediaSweeper>(), scope.ServiceProvider.GetRequiredService<IMediaSweeper>());
    }

    [Fact]
    public async Task Null_arguments_throw_ArgumentNullException()
    {
        await using var host = WatchedHost.InMemory();
        var store = host.Store;
        Func<Task>[] calls =
        [
            () => store.UploadMediaAsync(null!, SmallImage.Upload, Token),
            () => store.UploadMediaAsync(Alice, (MediaUpload)null!, Token),
            () => store.UploadMediaAsync(Alice, (string)null!, Token),
            () => store.UploadMediaAsync(Alice, null!, "x", Token),
            () => store.UploadUserImageAsync(null!, SmallImage.Upload, Token),
            () => store.UploadUserImageAsync(Alice, (MediaUpload)null!, Token),
            () => store.UploadUserVideoAsync(Alice, (MediaUpload)null!, Token),
            () => store.SaveEnhancedImageUnifiedAsync(Alice, null!, Token),
            () => store.GetMediaAsync(null!, default, Token),
            () => store.OpenMediaAsync(null!, default, null, Token),
            () => store.GetUserUnifiedMediaAsync(null!, null, Token),
            () => store.GetMediaFacetsAsync(null!, null, null, Token),
            () => store.GetMediaLinksAsync(Alice, null!, null, Token),
            () => store.UpdateMediaAsync(Alice, default, null!, Token),
            () => store.DeleteMediaUnifiedAsync(null!, default, null, Token),
            async () => await store.UpdateManyAsync(Alice, null!, new(), Token).ToListAsync(Token),
            async () => await store.UpdateManyAsync(Alice, MediaSelection.ByIds(), null!, Token).ToListAsync(Token),
            async () => await store.DeleteManyAsync(null!, MediaSelection.ByIds(), null, Token).ToListAsync(Token),
            () => store.UploadUserImageAsync(Alice, (string)null!, Token),
            () => store.UploadUserImageAsync(Alice, null!, "x", Token),
            () => host.Sweeper.SweepAsync(null!, false, Token),
        ];

        foreach (var call in calls)
        {
            await Assert.ThrowsAsync<ArgumentNullException>(call);
        }

        Assert.Throws<ArgumentNullException>(() => MediaSelection.ByIds(null!));
        Assert.Throws<ArgumentNullException>(() => MediaSelection.ByQuery(null!));
        Assert.Throws<ArgumentNullException>(() => MediaContent.FromStream(null!));
        Assert.Throws<ArgumentNullException>(() => MediaContent.FromFile(null!));
        Assert.Throws<ArgumentException>(() => MediaContent.FromFile(""));
        Assert.Throws<ArgumentNullException>(() => MediaContent.FromUri((Uri)null!));
        Assert.Throws<ArgumentNullException>(() => MediaContent.FromUri((string)null!));
        Assert.Throws<ArgumentException>(() => MediaContent.FromUri(new Uri("a.png", UriKind.Relative)));
        Assert.Throws<ArgumentOutOfRangeException>(() => MediaContent.FromStream(Stream.Null, -1));
    }

    [Fact]
    public void The_builder_refuses_null()
    {
        Action<UnifiedMediaBuilder>[] calls =
        [
            media => media.Configure(null!),
            media => media.Bind(null!),
            media => media.DecorateCatalog(null!),
            media => media.DecorateObjectStore(null!),
            media => media.UseCatalog("x", null!),
            media => media.UseObjectStore(null!, _ => null!),
            media => media.UseLocalFolder(null!),
            media => media.UseLocalFolder(" "),
        ];

        Assert.All(calls, call => Assert.ThrowsAny<ArgumentException>(() => new ServiceCollection().AddUnifiedMedia(call)));
        Assert.Throws<ArgumentNullException>(() => new ServiceCollection().AddUnifiedMedia(null!));
    }

    private static IHost BuildHost(Action<UnifiedMediaBuilder> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddUnifiedMedia(configure);
        return builder.Build();
    }

    private sealed class Named(IObjectStore inner, string name, List<string> calls) : DelegatingObjectStore(inner)
    {
        public override Task<StoredObject> PutAsync(
            ObjectLocation location, ObjectBody body, PutOptions options, CancellationToken cancellationToken)
        {
            calls.Add(name);
            return base.PutAsync(location, body, options, cancellationToken);
        }
    }

    private sealed class PreparedStore(IObjectStore inner, List<string> prepared) : DelegatingObjectStore(inner), IPreparable
    {
        public Task PrepareAsync(CancellationToken cancellationToken)
        {
            prepared.Add("store");
            return Task.CompletedTask;
        }
    }

    private sealed class PreparedCatalog(IMediaCatalog inner, List<string> prepared) : DelegatingMediaCatalog(inner), IPreparable
    {
        public Task PrepareAsync(CancellationToken cancellationToken)
        {
            prepared.Add("catalog");
            return Task.CompletedTask;
        }
    }
}
