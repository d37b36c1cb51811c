using Unified.Media.Drivers;

namespace Unified.Media.Tests;

public sealed class BulkTests
{
    private static readonly MediaUser Alice = MediaUser.For("alice");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Bulk_update_changes_each_item_once_and_reports_missing_ones()
    {
        await using var host = WatchedHost.InMemory();
        var first = await host.Store.AddAsync(Alice);
        var second = await host.Store.AddAsync(Alice);
        var foreign = await host.Store.AddAsync(MediaUser.For("bob"), visibility: Visibility.Public);

        var results = await host.Store
            .UpdateManyAsync(Alice, MediaSelection.ByIds(second.Id, foreign.Id, first.Id, second.Id), new() { Title = "new" }, Token)
            .ToListAsync(Token);

        Assert.Equal(
            [(second.Id, BulkOutcome.Done, null), (foreign.Id, BulkOutcome.NotFound, null), (first.Id, BulkOutcome.Done, null)],
            results.Select(result => (result.Id, result.Outcome, result.Error)));
        Assert.Equal("new", (await host.Store.GetMediaAsync(Alice, first.Id, Token))!.Title);
    }

    [Fact]
    public async Task Bulk_update_continues_after_a_failed_item()
    {
        MediaId poisoned = default;
        await using var host = WatchedHost.InMemory(media => media.DecorateCatalog((inner, _) => new FailsFor(inner, () => poisoned)));
        MediaItem[] items = [await host.Store.AddAsync(Alice), await host.Store.AddAsync(Alice), await host.Store.AddAsync(Alice)];
        poisoned = items[1].Id;
        var selection = MediaSelection.ByIds([.. items.Select(item => item.Id)]);

        var updated = await host.Store.UpdateManyAsync(Alice, selection, new() { Title = "new" }, Token).ToListAsync(Token);
        var deleted = await host.Store.DeleteManyAsync(Alice, selection, cancellationToken: Token).ToListAsync(Token);

        foreach (var results in new[] { updated, deleted })
        {
            Assert.Equal([BulkOutcome.Done, BulkOutcome.Failed, BulkOutcome.Done], results.Select(result => result.Outcome));
            Assert.Equal((MediaErrorCode.ProviderFailed, poisoned), (results[1].Error!.Code, results[1].Error!.MediaId));
            Assert.Equal(MediaErrorCode.ProviderFailed, results[1].ErrorCode);
            Assert.Null(results[0].Error);
        }
    }

    [Theory]
    [InlineData(MediaSort.Newest)]
    [InlineData(MediaSort.Title)]
    public async Task Bulk_update_by_query_changes_the_items_of_every_page(MediaSort sort)
    {
        await using var host = WatchedHost.InMemory();
        for (var number = 0; number < 450; number++)
        {
            await host.Store.AddAsync(Alice, title: $"{number:000}", tags: number % 9 == 0 ? "keep" : "go");
        }

        var going = MediaSelection.ByQuery(new MediaQuery { Tags = ["GO"], Sort = sort, PageSize = 10 });
        var retitled = await host.Store.UpdateManyAsync(
            Alice, going, new() { Title = "zzz", AddTags = ["keep"] }, Token).ToListAsync(Token);
        var deleted = await host.Store.DeleteManyAsync(Alice, going, cancellationToken: Token).ToListAsync(Token);

        Assert.Equal((400, 400), (retitled.Count, deleted.Count));
        Assert.All(retitled.Concat(deleted), result => Assert.Equal(BulkOutcome.Done, result.Outcome));
        Assert.Equal(400, retitled.Select(result => result.Id).Distinct().Count());
        Assert.Equal(50, await host.Store.EnumerateAllAsync(Alice, new() { PageSize = 7 }, Token).CountAsync(Token));
        Assert.Equal(50, (await host.StoredAsync()).Length);
    }

    [Fact]
    public async Task Bulk_update_stops_when_enumeration_stops()
    {
        await using var host = WatchedHost.InMemory();
        for (var number = 0; number < 5; number++)
        {
            await host.Store.AddAsync(Alice);
        }

        await foreach (var result in host.Store.DeleteManyAsync(Alice, MediaSelection.ByQuery(new()), cancellationToken: Token))
        {
            Assert.Equal(BulkOutcome.Done, result.Outcome);
            break;
        }

        Assert.Equal(4, await host.Store.EnumerateAllAsync(Alice, cancellationToken: Token).CountAsync(Token));
    }

    [Fact]
    public async Task Cancellation_stops_a_bulk_update_between_two_items()
    {
        await using var host = WatchedHost.InMemory();
        MediaId[] ids = [(await host.Store.AddAsync(Alice)).Id, (await host.Store.AddAsync(Alice)).Id];
        using var source = new CancellationTokenSource();
        var done = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var result in host.Store.DeleteManyAsync(Alice, MediaSelection.ByIds(ids), cancellationToken: source.Token))
            {
                done++;
                await source.CancelAsync();
            }
        });

        Assert.Equal(
            (1, ids[1]), (done, Assert.Single((await host.Store.GetUserUnifiedMediaAsync(Alice, cancellationToken: Token)).Items).Id));
    }

    [Fact]
    public async Task Bulk_operations_reject_invalid_arguments_before_the_first_item()
    {
        await using var host = WatchedHost.InMemory();
        var item = await host.Store.AddAsync(Alice, title: "old");

        Assert.Equal(
            [Refusal.Field("Title")],
            await Refusal.OfAsync(async () => await host.Store.UpdateManyAsync(
                Alice, MediaSelection.ByIds(item.Id), new() { Title = new('x', 256) }, Token).ToListAsync(Token)));
        Assert.Equal(
            [Refusal.Field("MinBytes")],
            await Refusal.OfAsync(async () => await host.Store.DeleteManyAsync(
                Alice, MediaSelection.ByQuery(new() { MinBytes = -1 }), cancellationToken: Token).ToListAsync(Token)));
        Assert.Equal("old", (await host.Store.GetMediaAsync(Alice, item.Id, Token))!.Title);
    }

    [Fact]
    public async Task Bulk_operation_on_an_empty_selection_yields_no_result()
    {
        await using var host = WatchedHost.InMemory();
        await host.Store.AddAsync(Alice);

        Assert.Empty(await host.Store.DeleteManyAsync(Alice, MediaSelection.ByIds(), cancellationToken: Token).ToListAsync(Token));
    }

    [Fact]
    public async Task EnumerateAll_does_not_read_pages_ahead()
    {
        var lists = 0;
        await using var host = WatchedHost.InMemory(media => media.DecorateCatalog((inner, _) => new CountsLists(inner, () => lists++)));
        for (var number = 0; number < 5; number++)
        {
            await host.Store.AddAsync(Alice);
        }

        var all = await host.Store.EnumerateAllAsync(Alice, new() { PageSize = 2 }, Token).ToListAsync(Token);
        Assert.Equal((5, 3), (all.Select(item => item.Id).Distinct().Count(), lists));
        lists = 0;
        Assert.Equal(2, await host.Store.EnumerateAllAsync(Alice, new() { PageSize = 2 }, Token).Take(2).CountAsync(Token));
        Assert.Equal(1, lists);
    }

    private sealed class FailsFor(IMediaCatalog inner, Func<MediaId> poisoned) : DelegatingMediaCatalog(inner)
    {
        public override Task<MediaItem?> UpdateAsync(MediaUser user, CatalogUpdate update, CancellationToken cancellationToken) =>
            update.Id == poisoned() ? throw Down() : base.UpdateAsync(user, update, cancellationToken);

        public override Task<DeletedMedia?> MarkDeletedAsync(MediaUser user, MediaId id, CancellationToken cancellationToken) =>
            id == poisoned() ? throw Down() : base.MarkDeletedAsync(user, id, cancellationToken);

        private static MediaProviderException Down() => new("It is down.", "test") { IsTransient = true };
    }

    private sealed class CountsLists(IMediaCatalog inner, Action count) : DelegatingMediaCatalog(inner)
    {
        public override Task<CatalogPage> ListAsync(MediaUser user, CatalogQuery query, CancellationToken cancellationToken)
        {
            count();
            return base.ListAsync(user, query, cancellationToken);
        }
    }
}
