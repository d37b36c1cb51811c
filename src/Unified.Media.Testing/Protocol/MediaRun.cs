using Microsoft.Extensions.DependencyInjection;
using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>
/// One run of the real library over decorated drivers: what it acknowledged is remembered, and compared in the end with what the bare
/// drivers
/// hold.
/// </summary>
internal sealed class MediaRun : IAsyncDisposable
{
    private readonly MediaSystem _bare;
    private readonly ManualTime _time;
    private readonly ServiceProvider _services;
    private readonly List<MediaItem> _uploaded = [];
    private readonly HashSet<MediaId> _deletionAsked = [];
    private readonly HashSet<MediaId> _deleted = [];

    public MediaRun(MediaSystem bare, MediaSystem decorated, MediaUser user, ManualTime time)
    {
        _bare = bare;
        _time = time;
        User = user;
        _services = Build(decorated, time);
    }

    public MediaUser User { get; }

    public IUnifiedMediaStore Store => _services.GetRequiredService<IUnifiedMediaStore>();

    public IMediaJanitor Janitor => _services.GetRequiredService<IMediaJanitor>();

    public IMediaSweeper Sweeper => _services.GetRequiredService<IMediaSweeper>();

    /// <summary>Runs a step that may fail: an error is no acknowledgement, and no failure of the run.</summary>
    public static async Task TryAsync(Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (Exception exception) when (exception is MediaException or OperationCanceledException)
        {
            // The invariants are what counts.
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
            _deletionAsked.Add(id);
        }

        if (await Store.DeleteMediaUnifiedAsync(User, id, cancellationToken: cancellationToken))
        {
            lock (_uploaded)
            {
                _deleted.Add(id);
            }
        }
    }

    /// <summary>Deletes whatever the user has, as a user would who looks at the list.</summary>
    public async Task DeleteAllAsync(CancellationToken cancellationToken)
    {
        var page = await Store.GetUserUnifiedMediaAsync(User, cancellationToken: cancellationToken);
        foreach (var item in page.Items)
        {
            await DeleteAsync(item.Id, cancellationToken);
        }
    }

    /// <summary>The same with one call for all of them.</summary>
    public async Task DeleteTogetherAsync(CancellationToken cancellationToken)
    {
        var page = await Store.GetUserUnifiedMediaAsync(User, cancellationToken: cancellationToken);
        MediaId[] ids = [.. page.Items.Select(item => item.Id)];
        lock (_uploaded)
        {
            _deletionAsked.UnionWith(ids);
        }

        await foreach (var result in Store.DeleteManyAsync(User, MediaSelection.ByIds(ids), cancellationToken: cancellationToken))
        {
            lock (_uploaded)
            {
                if (result.Outcome == BulkOutcome.Done)
                {
                    _deleted.Add(result.Id);
                }
            }
        }
    }

    /// <summary>Lets the system come to rest with healthy drivers, and compares what is there with what was acknowledged.</summary>
    public async Task AssertConsistentAsync(string what, CancellationToken cancellationToken)
    {
        using var services = Build(_bare, _time);
        await SettleAsync(services, cancellationToken);
        var store = services.GetRequiredService<IUnifiedMediaStore>();
        var items = new List<MediaItem>();
        await foreach (var item in store.EnumerateAllAsync(User, cancellationToken: cancellationToken))
        {
            items.Add(item);
            Assert.False(_deleted.Contains(item.Id), $"{what}: an item whose deletion was acknowledged is listed.");
            await AssertReadableAsync(store, item, what, cancellationToken);
        }

        foreach (var uploaded in _uploaded.Where(uploaded => !_deletionAsked.Contains(uploaded.Id)))
        {
            Assert.True(items.Any(item => item.Id == uploaded.Id), $"{what}: an acknowledged upload is lost.");
        }

        await AssertObjectsAsync(items, what, cancellationToken);
        await foreach (var _ in store.DeleteManyAsync(User, MediaSelection.ByIds([.. items.Select(item => item.Id)]), cancellationToken: cancellationToken))
        {
            // The next run begins with an empty store.
        }
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static ServiceProvider Build(MediaSystem system, TimeProvider time) => new ServiceCollection()
        .AddSingleton(time)
        .AddUnifiedMedia(media => media
            .UseObjectStore("test", _ => Borrowed.Store(system.Objects))
            .UseCatalog("test", _ => Borrowed.Catalog(system.Catalog))
            .Configure(options => options.Janitor.Enabled = false))
        .BuildServiceProvider();

    private async Task SettleAsync(ServiceProvider services, CancellationToken cancellationToken)
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

    private async Task AssertReadableAsync(IUnifiedMediaStore store, MediaItem item, string what, CancellationToken cancellationToken)
    {
        var head = await _bare.Objects.HeadAsync(item.Location!, cancellationToken);
        Assert.True(head is not null, $"{what}: an item is listed without its object.");
        await using var download = await store.OpenMediaAsync(User, item.Id, cancellationToken: cancellationToken);
        var bytes = new MemoryStream();
        await download!.Content.CopyToAsync(bytes, cancellationToken);
        Assert.True(bytes.ToArray().AsSpan().SequenceEqual(TinyImage.Png.Span), $"{what}: an item's object has other bytes.");
    }

    private async Task AssertObjectsAsync(List<MediaItem> items, string what, CancellationToken cancellationToken)
    {
        var listing = _bare.Objects.GetAbility<IObjectListing>() ?? throw new InvalidOperationException("The object store of a protocol suite must enumerate.");
        foreach (var bucket in ObjectLayout.All.Select(layout => layout.Bucket).Distinct())
        {
            await foreach (var found in listing.ListAsync(bucket, "", cancellationToken))
            {
                Assert.True(
                    !found.Location.Key.Contains(User.KeySegment!, StringComparison.Ordinal) || items.Any(item => item.Location == found.Location),
                    $"{what}: an object is left that no item names.");
            }
        }
    }
}
