using Microsoft.Extensions.DependencyInjection;
using Unified.Media.Drivers;

namespace Unified.Media.Tests;

/// <summary>Tests of batch deletion: one call deletes many objects, and the janitor deletes those that a call leaves.</summary>
public sealed class BatchDeletionTests
{
    private static readonly MediaUser Alice = MediaUser.For("alice");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Bulk_delete_sends_the_objects_of_many_items_together()
    {
        await using var host = New(out var store);
        var ids = await AddAsync(host, 250);

        var results = await host.Store.DeleteManyAsync(Alice, MediaSelection.ByIds(ids), cancellationToken: Token).ToListAsync(Token);

        Assert.Equal(ids, results.Select(result => result.Id));
        Assert.All(results, result => Assert.Equal(BulkOutcome.Done, result.Outcome));
        Assert.Equal([100, 100, 50], store().Batches);
        Assert.Equal(0, store().Singles);
        Assert.Empty(await host.StoredAsync());
        Assert.Equal(new JanitorReport(), await host.Janitor.RunAsync(Token));
    }

    [Fact]
    public async Task Bulk_delete_yields_an_item_before_its_object_is_deleted()
    {
        await using var host = New(out var store);
        var ids = await AddAsync(host, 5);
        var seen = 0;

        await foreach (var result in host.Store.DeleteManyAsync(Alice, MediaSelection.ByIds(ids), cancellationToken: Token))
        {
            seen++;
            Assert.Null(await host.Store.GetMediaAsync(Alice, result.Id, Token));
            Assert.Equal((0, 5), (store().Batches.Count, (await host.StoredAsync()).Length));
        }

        Assert.Equal((5, 0), (seen, (await host.StoredAsync()).Length));
    }

    [Fact]
    public async Task Stopped_bulk_delete_deletes_the_objects_of_yielded_items()
    {
        await using var host = New(out var store);
        var ids = await AddAsync(host, 5);

        await foreach (var result in host.Store.DeleteManyAsync(Alice, MediaSelection.ByIds(ids), cancellationToken: Token))
        {
            if (result.Id == ids[2])
            {
                break;
            }
        }

        Assert.Equal([3], store().Batches);
        Assert.Equal(2, (await host.StoredAsync()).Length);
        Assert.Equal(2, await host.Store.EnumerateAllAsync(Alice, cancellationToken: Token).CountAsync(Token));
    }

    [Fact]
    public async Task Bulk_delete_with_timeout_zero_leaves_objects_to_the_janitor()
    {
        await using var host = New(out var store);
        var ids = await AddAsync(host, 250);

        var options = new DeleteMediaOptions { ObjectDeletionTimeout = TimeSpan.Zero };
        await host.Store.DeleteManyAsync(Alice, MediaSelection.ByIds(ids), options, Token).ToListAsync(Token);

        Assert.Empty(store().Batches);
        Assert.Equal(new JanitorReport { Claimed = 250, Deleted = 250 }, await host.Janitor.RunAsync(Token));
        Assert.Equal([100, 100, 50], store().Batches);
        Assert.Equal(0, store().Singles);
        Assert.Empty(await host.StoredAsync());
    }

    [Fact]
    public async Task Single_object_is_deleted_without_a_batch()
    {
        await using var host = New(out var store);
        var ids = await AddAsync(host, 2);

        await host.Store.DeleteMediaUnifiedAsync(Alice, ids[0], cancellationToken: Token);
        await host.Store.DeleteManyAsync(Alice, MediaSelection.ByIds(ids[1]), cancellationToken: Token).ToListAsync(Token);

        Assert.Equal([], store().Batches);
        Assert.Equal(2, store().Singles);
        Assert.Empty(await host.StoredAsync());
    }

    [Fact]
    public async Task Object_store_without_batches_deletes_one_by_one()
    {
        await using var host = WatchedHost.InFolder();
        var ids = await AddAsync(host, 5);

        await host.Store.DeleteManyAsync(Alice, MediaSelection.ByIds(ids), cancellationToken: Token).ToListAsync(Token);

        Assert.Empty(host.Files());
        Assert.Equal(new JanitorReport(), await host.Janitor.RunAsync(Token));
    }

    [Fact]
    public async Task Batches_have_at_most_the_size_of_the_object_store()
    {
        await using var host = New(out var store, maxBatchSize: 30);
        var ids = await AddAsync(host, 70);

        await host.Store.DeleteManyAsync(Alice, MediaSelection.ByIds(ids), cancellationToken: Token).ToListAsync(Token);

        Assert.Equal([30, 30, 10], store().Batches);
        Assert.Empty(await host.StoredAsync());
    }

    public enum Failure
    {
        Before,
        Halfway,
        After,
        OutcomeUnknown,
        Cancelled,
        AnswersTooFew,
        EachRefused,
    }

    [Theory]
    [InlineData(Failure.Before)]
    [InlineData(Failure.Halfway)]
    [InlineData(Failure.After)]
    [InlineData(Failure.OutcomeUnknown)]
    [InlineData(Failure.Cancelled)]
    [InlineData(Failure.AnswersTooFew)]
    public async Task Janitor_completes_a_failed_batch(Failure failure)
    {
        await using var host = New(out var store);
        var ids = await AddAsync(host, 10);
        store().Delete = (locations, delete) => FailAsync(failure, locations, delete);

        var results = await host.Store.DeleteManyAsync(Alice, MediaSelection.ByIds(ids), cancellationToken: Token).ToListAsync(Token);

        Assert.All(results, result => Assert.Equal(BulkOutcome.Done, result.Outcome));
        Assert.Empty((await host.Store.GetUserUnifiedMediaAsync(Alice, cancellationToken: Token)).Items);
        store().Delete = (locations, delete) => delete(locations);
        Assert.Equal(new JanitorReport { Claimed = 10, Deleted = 10 }, await host.Janitor.RunAsync(Token));
        Assert.Empty(await host.StoredAsync());
    }

    [Theory]
    [InlineData(Failure.Before)]
    [InlineData(Failure.Cancelled)]
    [InlineData(Failure.AnswersTooFew)]
    [InlineData(Failure.EachRefused)]
    public async Task Janitor_deletes_one_by_one_after_a_failed_batch(Failure failure)
    {
        await using var host = New(out var store);
        await AddAndDeleteAsync(host, 10);
        store().Delete = (locations, delete) => FailAsync(failure, locations, delete);

        Assert.Equal(new JanitorReport { Claimed = 10, Deleted = 10 }, await host.Janitor.RunAsync(Token));

        Assert.Equal([10], store().Batches);
        Assert.Equal(10, store().Singles);
        Assert.Empty(await host.StoredAsync());
    }

    [Fact]
    public async Task Hanging_delete_does_not_block_other_objects()
    {
        HangingStore? store = null;
        await using var host = WatchedHost.InMemory(media => media.DecorateObjectStore((inner, _) => store = new(inner)));
        var ids = await AddAsync(host, 10);
        store!.Hangs = (await host.Store.GetMediaAsync(Alice, ids[3], Token))!.Location;

        var deletion = host.Store.DeleteManyAsync(Alice, MediaSelection.ByIds(ids), cancellationToken: Token).ToListAsync(Token).AsTask();
        await GiveUpAsync(host, store);
        Assert.Equal(10, (await deletion).Count);
        Assert.Equal(10, (await host.StoredAsync()).Length);
        host.Time.Advance(TimeSpan.FromMinutes(1));
        var run = host.Janitor.RunAsync(Token);
        await GiveUpAsync(host, store);
        await GiveUpAsync(host, store);

        Assert.Equal(new JanitorReport { Claimed = 10, Deleted = 9 }, await run);
        Assert.Equal([store.Hangs!], await host.StoredAsync());
    }

    [Fact]
    public async Task Bulk_delete_waits_ten_seconds_longer_than_one_item_at_most()
    {
        using var hung = new SemaphoreSlim(0);
        await using var host = WatchedHost.InMemory(media => media.DecorateCatalog((inner, _) => new Completions(inner, async token =>
        {
            hung.Release();
            await Task.Delay(Timeout.Infinite, token);
        })));
        var ids = await AddAsync(host, 10);

        var options = new DeleteMediaOptions { ObjectDeletionTimeout = TimeSpan.FromSeconds(2) };
        var run = host.Store.DeleteManyAsync(Alice, MediaSelection.ByIds(ids), options, Token).ToListAsync(Token).AsTask();
        await hung.WaitAsync(Token);
        host.Time.Advance(TimeSpan.FromSeconds(11));
        Assert.False(run.IsCompleted);
        host.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(10, (await run).Count);
        Assert.Equal(0, hung.CurrentCount);
    }

    [Fact]
    public async Task Items_without_objects_do_not_use_the_timeout()
    {
        await using var host = New(out var store);
        var location = ObjectLayout.Stock.Locate("alice", MediaId.New(host.Time), 1, "png");
        var batch = new DeletionBatch(
            host.Services.GetRequiredService<DeleteObjects>(), new(), MediaUser.Service, TimeSpan.FromHours(1));
        for (var item = 0; item < 100_000; item++)
        {
            batch.Add([]);
        }

        batch.Add([new() { Id = MediaId.New(host.Time), Attempt = 1, Location = location }]);
        await batch.DisposeAsync();

        Assert.Equal(1, store().Singles);
    }

    [Fact]
    public async Task Janitor_stops_between_two_completions()
    {
        using var source = new CancellationTokenSource();
        var completed = 0;
        await using var host = WatchedHost.InMemory(media => media.DecorateCatalog((inner, _) => new Completions(inner, async _ =>
        {
            if (++completed == 3)
            {
                await source.CancelAsync();
            }
        })));
        await AddAndDeleteAsync(host, 10);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.Janitor.RunAsync(source.Token));

        Assert.Equal(3, completed);
        host.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(new JanitorReport { Claimed = 7, Deleted = 7 }, await host.Janitor.RunAsync(Token));
    }

    [Fact]
    public async Task Failed_object_of_a_batch_does_not_block_the_others()
    {
        await using var host = New(out var store);
        var ids = await AddAsync(host, 10);
        var refused = (await host.Store.GetMediaAsync(Alice, ids[3], Token))!.Location!;
        store().Delete = async (locations, delete) =>
        {
            await delete([.. locations.Where(location => location != refused)]);
            var error = new MediaProviderException("It is kept.", "test");
            return [.. locations.Select(location => new ObjectDeleteResult { Location = location, Error = location == refused ? error : null })];
        };

        await host.Store.DeleteManyAsync(Alice, MediaSelection.ByIds(ids), cancellationToken: Token).ToListAsync(Token);

        Assert.Equal([refused], await host.StoredAsync());
        Assert.Equal(new JanitorReport { Claimed = 1, Deleted = 1 }, await host.Janitor.RunAsync(Token));
        Assert.Empty(await host.StoredAsync());
    }

    [Fact]
    public async Task Sweeper_deletes_in_batches_and_throws_the_first_error()
    {
        await using var host = New(out var store, maxBatchSize: 40);
        for (var number = 0; number < 90; number++)
        {
            var location = ObjectLayout.Stock.Locate("alice", MediaId.New(host.Time), 1, "png");
            await host.Objects.PutAsync(location, ObjectBody.FromBytes(SmallImage.Bytes), new() { ContentType = "image/png" }, Token);
        }

        var plan = await host.Sweeper.PlanAsync(Token);
        store().Delete = (_, _) => throw new MediaProviderException("It is down.", "test");
        await Assert.ThrowsAsync<MediaProviderException>(() => host.Sweeper.SweepAsync(plan, confirmMany: true, Token));
        Assert.Equal(90, (await host.Sweeper.PlanAsync(Token)).Unreferenced.Count);
        store().Delete = (locations, delete) => delete(locations);
        store().Batches.Clear();

        Assert.Equal(90, (await host.Sweeper.SweepAsync(plan, confirmMany: true, Token)).Deleted);

        Assert.Equal([40, 40, 10], store().Batches);
        Assert.Equal(0, store().Singles);
        Assert.Empty((await host.Sweeper.PlanAsync(Token)).Unreferenced);
    }

    private static async Task<IReadOnlyList<ObjectDeleteResult>> FailAsync(
        Failure failure, IReadOnlyList<ObjectLocation> locations, BatchingStore.BatchDelete delete)
    {
        switch (failure)
        {
            case Failure.Halfway:
                await delete([.. locations.Take(locations.Count / 2)]);
                throw Unknown();
            case Failure.After:
                await delete(locations);
                throw Unknown();
            case Failure.OutcomeUnknown:
                throw Unknown();
            case Failure.Cancelled:
                throw new OperationCanceledException("The driver gave up.");
            case Failure.AnswersTooFew:
                return [(await delete(locations))[0]];
            case Failure.EachRefused:
                return [.. locations.Select(location => new ObjectDeleteResult { Location = location, Error = Unknown() })];
            default:
                throw new MediaProviderException("It is down.", "test") { IsTransient = true };
        }

        static MediaProviderException Unknown() =>
            new("The outcome is unknown.", "test") { Code = MediaErrorCode.OutcomeUnknown, OutcomeUnknown = true, IsTransient = true };
    }

    private static WatchedHost New(out Func<BatchingStore> store, int maxBatchSize = 100)
    {
        BatchingStore? made = null;
        var host = WatchedHost.InMemory(media => media.DecorateObjectStore((inner, _) => made = new(inner, maxBatchSize)));
        store = () =>
        {
            _ = host.Objects;
            return made!;
        };
        return host;
    }

    private static async Task<MediaId[]> AddAsync(WatchedHost host, int count)
    {
        var ids = new MediaId[count];
        for (var number = 0; number < count; number++)
        {
            ids[number] = (await host.Store.AddAsync(Alice)).Id;
        }

        return ids;
    }

    /// <summary>Deletes items and leaves their objects to the janitor.</summary>
    private static async Task AddAndDeleteAsync(WatchedHost host, int count)
    {
        var ids = await AddAsync(host, count);
        var options = new DeleteMediaOptions { ObjectDeletionTimeout = TimeSpan.Zero };
        await host.Store.DeleteManyAsync(Alice, MediaSelection.ByIds(ids), options, Token).ToListAsync(Token);
    }

    private static async Task GiveUpAsync(WatchedHost host, HangingStore store)
    {
        await store.Hung.WaitAsync(Token);
        host.Time.Advance(TimeSpan.FromSeconds(10));
    }

    /// <summary>An object store whose deletes of certain objects hang until they are canceled.</summary>
    private sealed class HangingStore(IObjectStore inner) : DelegatingObjectStore(inner), IObjectBatchDelete
    {
        public ObjectLocation? Hangs { get; set; }

        public SemaphoreSlim Hung { get; } = new(0);

        public int MaxBatchSize => 100;

        public async Task<IReadOnlyList<ObjectDeleteResult>> DeleteManyAsync(
            IReadOnlyList<ObjectLocation> locations, CancellationToken cancellationToken)
        {
            await HangAsync(locations, cancellationToken);
            return await Inner.GetAbility<IObjectBatchDelete>()!.DeleteManyAsync(locations, cancellationToken);
        }

        public override async Task DeleteAsync(ObjectLocation location, CancellationToken cancellationToken)
        {
            await HangAsync([location], cancellationToken);
            await base.DeleteAsync(location, cancellationToken);
        }

        private async Task HangAsync(IReadOnlyList<ObjectLocation> locations, CancellationToken cancellationToken)
        {
            if (Hangs is { } hangs && locations.Contains(hangs))
            {
                Hung.Release();
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
        }
    }

    private sealed class Completions(IMediaCatalog inner, Func<CancellationToken, Task> happen) : DelegatingMediaCatalog(inner)
    {
        public override async Task CompleteDeletionAsync(LedgerObject deleted, CancellationToken cancellationToken)
        {
            await happen(cancellationToken);
            await base.CompleteDeletionAsync(deleted, cancellationToken);
        }
    }
}
