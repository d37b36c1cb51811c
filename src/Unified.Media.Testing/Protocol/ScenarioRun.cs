using Microsoft.Extensions.DependencyInjection;
using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>
/// Runs one scenario with an <see cref="IUnifiedMediaStore"/> over decorated drivers. It records the acknowledged operations. At the end, it compares
/// them with the contents of the drivers without their decorators.
/// </summary>
internal sealed class ScenarioRun : IAsyncDisposable
{
    private readonly MediaSystem _drivers;
    private readonly ManualTimeProvider _time;
    private readonly ServiceProvider _services;
    private readonly List<MediaItem> _uploaded = [];
    private readonly HashSet<MediaId> _idsToDelete = [];
    private readonly HashSet<MediaId> _deletedIds = [];

    public ScenarioRun(MediaSystem drivers, MediaSystem decoratedDrivers, MediaUser user, ManualTimeProvider time)
    {
        _drivers = drivers;
        _time = time;
        User = user;
        _services = Build(decoratedDrivers, time);
    }

    public MediaUser User { get; }

    public IUnifiedMediaStore Store => _services.GetRequiredService<IUnifiedMediaStore>();

    public IMediaJanitor Janitor => _services.GetRequiredService<IMediaJanitor>();

    public IMediaSweeper Sweeper => _services.GetRequiredService<IMediaSweeper>();

    /// <summary>Runs a step that may fail. After a failure, the scenario continues.</summary>
    public static async Task TryAsync(Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (Exception exception) when (exception is MediaException or OperationCanceledException)
        {
            // AssertConsistentAsync checks that the failure has left a consistent state.
        }
    }

    public async Task<MediaItem> UploadAsync(string? idempotencyKey, SourceType source, CancellationToken cancellationToken)
    {
        var item = await Store.UploadUserImageAsync(
            User,
            new() { Content = MediaContent.FromStream(new MemoryStream(TinyImage.Png.ToArray())), IdempotencyKey = idempotencyKey, Source = source },
            cancellationToken);
        lock (_uploaded)
        {
            _uploaded.Add(item);
        }

        return item;
    }

    public async Task DeleteAsync(MediaId id, CancellationToken cancellationToken)
    {
        lock (_uploaded)
        {
            _idsToDelete.Add(id);
        }

        if (await Store.DeleteMediaUnifiedAsync(User, id, cancellationToken: cancellationToken))
        {
            lock (_uploaded)
            {
                _deletedIds.Add(id);
            }
        }
    }

    /// <summary>Lists the items of the user and deletes them one by one.</summary>
    public async Task DeleteAllAsync(CancellationToken cancellationToken)
    {
        var page = await Store.GetUserUnifiedMediaAsync(User, cancellationToken: cancellationToken);
        foreach (var item in page.Items)
        {
            await DeleteAsync(item.Id, cancellationToken);
        }
    }

    /// <summary>Lists the items of the user and deletes them with one call.</summary>
    public async Task DeleteTogetherAsync(CancellationToken cancellationToken)
    {
        var page = await Store.GetUserUnifiedMediaAsync(User, cancellationToken: cancellationToken);
        MediaId[] ids = [.. page.Items.Select(item => item.Id)];
        lock (_uploaded)
        {
            _idsToDelete.UnionWith(ids);
        }

        await foreach (var result in Store.DeleteManyAsync(User, MediaSelection.ByIds(ids), cancellationToken: cancellationToken))
        {
            lock (_uploaded)
            {
                if (result.Outcome == BulkOutcome.Done)
                {
                    _deletedIds.Add(result.Id);
                }
            }
        }
    }

    /// <summary>Runs the janitor and the sweeper without faults, then compares the stored items with the acknowledged operations.</summary>
    public async Task AssertConsistentAsync(string context, CancellationToken cancellationToken)
    {
        using var services = Build(_drivers, _time);
        await CleanUpAsync(services, cancellationToken);
        var store = services.GetRequiredService<IUnifiedMediaStore>();
        var items = new List<MediaItem>();
        await foreach (var item in store.EnumerateAllAsync(User, cancellationToken: cancellationToken))
        {
            items.Add(item);
            Assert.False(_deletedIds.Contains(item.Id), $"{context}: an item whose deletion was acknowledged is listed.");
            await AssertReadableAsync(store, item, context, cancellationToken);
        }

        foreach (var uploaded in _uploaded.Where(uploaded => !_idsToDelete.Contains(uploaded.Id)))
        {
            Assert.True(items.Any(item => item.Id == uploaded.Id), $"{context}: an acknowledged upload is lost.");
        }

        await AssertObjectsAsync(items, context, cancellationToken);
        var allItems = MediaSelection.ByIds([.. items.Select(item => item.Id)]);
        await foreach (var _ in store.DeleteManyAsync(User, allItems, cancellationToken: cancellationToken))
        {
            // The next scenario starts with an empty store.
        }
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static ServiceProvider Build(MediaSystem system, TimeProvider time) => new ServiceCollection()
        .AddSingleton(time)
        .AddUnifiedMedia(media => media
            .UseObjectStore("test", _ => NonDisposingDrivers.Store(system.Objects))
            .UseCatalog("test", _ => NonDisposingDrivers.Catalog(system.Catalog))
            .Configure(options => options.Janitor.Enabled = false))
        .BuildServiceProvider();

    private async Task CleanUpAsync(ServiceProvider services, CancellationToken cancellationToken)
    {
        var janitor = services.GetRequiredService<IMediaJanitor>();
        do
        {
            _time.Advance(TimeSpan.FromHours(7));
        }
        while ((await janitor.RunAsync(cancellationToken)).Claimed > 0);

        var sweeper = services.GetRequiredService<IMediaSweeper>();
        await sweeper.SweepAsync(await sweeper.PlanAsync(cancellationToken), confirmMany: true, cancellationToken);
    }

    private async Task AssertReadableAsync(IUnifiedMediaStore store, MediaItem item, string context, CancellationToken cancellationToken)
    {
        var head = await _drivers.Objects.HeadAsync(item.Location!, cancellationToken);
        Assert.True(head is not null, $"{context}: an item is listed without its object.");
        await using var download = await store.OpenMediaAsync(User, item.Id, cancellationToken: cancellationToken);
        var bytes = new MemoryStream();
        await download!.Content.CopyToAsync(bytes, cancellationToken);
        Assert.True(bytes.ToArray().AsSpan().SequenceEqual(TinyImage.Png.Span), $"{context}: the object of an item has different bytes.");
    }

    private async Task AssertObjectsAsync(List<MediaItem> items, string context, CancellationToken cancellationToken)
    {
        var listing = _drivers.Objects.GetAbility<IObjectListing>()
            ?? throw new InvalidOperationException("The object store of a protocol suite must support IObjectListing.");
        foreach (var bucket in ObjectLayout.All.Select(layout => layout.Bucket).Distinct())
        {
            await foreach (var storedObject in listing.ListAsync(bucket, "", cancellationToken))
            {
                Assert.True(
                    !storedObject.Location.Key.Contains(User.KeySegment!, StringComparison.Ordinal)
                        || items.Any(item => item.Location == storedObject.Location),
                    $"{context}: an object without an item exists.");
            }
        }
    }
}
