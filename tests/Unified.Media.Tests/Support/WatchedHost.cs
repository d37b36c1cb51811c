using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Unified.Media.Drivers;

namespace Unified.Media.Tests;

/// <summary>A media store with its own clock. It can check that no item, object or file is left.</summary>
internal sealed class WatchedHost : IAsyncDisposable
{
    private readonly MediaHost _host;
    private RecordingStore? _objects;

    private WatchedHost(bool inFolder, Action<UnifiedMediaBuilder>? configure)
    {
        Folder = Directory.CreateTempSubdirectory("unified-media-").FullName;
        _host = MediaHost.InMemory(
            media =>
            {
                if (inFolder)
                {
                    foreach (var choice in media.Services.Where(service => service.ServiceType == typeof(DriverRegistration<IObjectStore>)).ToArray())
                    {
                        media.Services.Remove(choice);
                    }

                    media.UseLocalFolder(Folder);
                }

                media.Configure(options => options.SpoolFolder = Folder);
                media.DecorateObjectStore((inner, _) => _objects = new(inner));
                configure?.Invoke(media);
            },
            services => services.AddSingleton<TimeProvider>(Time));
    }

    public static TheoryData<bool> FolderOrMemory => new(true, false);

    public FakeTimeProvider Time { get; } = new(new(2026, 5, 4, 3, 2, 1, TimeSpan.Zero));

    /// <summary>The folder with all files of this host.</summary>
    public string Folder { get; }

    public IServiceProvider Services => _host.Services;

    public IUnifiedMediaStore Store => _host.Store;

    public IMediaCatalog Catalog => _host.Catalog;

    public IMediaJanitor Janitor => Services.GetRequiredService<IMediaJanitor>();

    public IMediaSweeper Sweeper => Services.GetRequiredService<IMediaSweeper>();

    public RecordingStore Objects
    {
        get
        {
            _ = _host.Objects;
            return _objects!;
        }
    }

    public static WatchedHost InFolder(Action<UnifiedMediaBuilder>? configure = null) => new(inFolder: true, configure);

    public static WatchedHost InMemory(Action<UnifiedMediaBuilder>? configure = null) => new(inFolder: false, configure);

    public static WatchedHost Over(bool inFolder, Action<UnifiedMediaBuilder>? configure = null) => new(inFolder, configure);

    public IEnumerable<string> Files() => Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories);

    public async Task<ObjectLocation[]> StoredAsync()
    {
        var listing = Objects.GetAbility<IObjectListing>()!;
        List<ObjectLocation> found = [];
        foreach (var bucket in ObjectLayout.All.Select(layout => layout.Bucket).Distinct())
        {
            await foreach (var stored in listing.ListAsync(bucket, "", TestContext.Current.CancellationToken))
            {
                found.Add(stored.Location);
            }
        }

        return [.. found];
    }

    /// <summary>Asserts that there is no item, unfinished ledger row, object or file.</summary>
    public async Task AssertNothingLeftAsync(MediaUser user)
    {
        if (user.Id is not null)
        {
            Assert.Empty((await Store.GetUserUnifiedMediaAsync(user, cancellationToken: TestContext.Current.CancellationToken)).Items);
        }

        Time.Advance(TimeSpan.FromHours(25));
        Assert.Empty(await Catalog.ClaimUnfinishedAsync(100, TestContext.Current.CancellationToken));
        Assert.Empty(await StoredAsync());
        Assert.Empty(Files());
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
