using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>What the janitor and the sweeper call: claims, back-off, tombstones, unreferenced objects.</summary>
public abstract class MediaCatalogCleaningTests<THarness> : MediaCatalogSuite<THarness>
    where THarness : MediaCatalogHarness, new()
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    // Rows that earlier tests left in a shared database would be claimed before ours.
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        foreach (var leftOver in await ClaimAllAsync(Catalog, 100))
        {
            await Catalog.CompleteDeletionAsync(leftOver, Cancel);
        }
    }

    [Fact]
    public async Task Claims_an_attempt_when_its_lease_is_over()
    {
        var attempt = await ReserveAsync();
        await ElapseAsync(Lease - Second);
        Assert.Empty(await ClaimAsync(attempt.Id));

        await ElapseAsync(Second + Second);
        var claimed = await ClaimAsync(attempt.Id);

        Assert.Equal([ObjectOf(attempt)], claimed);
        Assert.Null(await PublishAsync(attempt));
        Assert.False(await Catalog.AbandonAsync(Owner, attempt, Cancel));
    }

    [Fact]
    public async Task Claims_nothing_that_was_published_in_the_last_moment()
    {
        var attempt = await ReserveAsync();
        await ElapseAsync(Lease + Second);

        Assert.NotNull(await PublishAsync(attempt));

        Assert.Empty(await ClaimAsync(attempt.Id));
        Assert.NotNull(await FindAsync(attempt.Id));
    }

    [Theory]
    [InlineData(CatalogState.Abandoned)]
    [InlineData(CatalogState.Deleted)]
    [InlineData(CatalogState.DeletedUnpublished)]
    public async Task Claims_at_once_what_was_given_up(CatalogState state)
    {
        var attempt = await ArriveAsync(state);

        Assert.Equal([ObjectOf(attempt)], await ClaimAsync(attempt.Id));
    }

    [Fact]
    public async Task Claims_again_after_a_delay_that_grows()
    {
        var attempt = await ArriveAsync(CatalogState.Abandoned);
        Assert.Single(await ClaimAsync(attempt.Id));
        for (var claims = 1; claims <= 13; claims++)
        {
            await ElapseAsync(RetryDelay.After(claims) - Second);
            Assert.Empty(await ClaimAsync(attempt.Id));

            await ElapseAsync(Second + Second);
            Assert.Single(await ClaimAsync(attempt.Id));
        }
    }

    [Fact]
    public async Task Claims_no_more_than_the_limit_and_the_oldest_first()
    {
        var attempts = new List<Reservation>();
        for (var number = 0; number < 5; number++)
        {
            attempts.Add(await ArriveAsync(CatalogState.Abandoned));
            await ElapseAsync(Second);
        }

        var pages = new List<LedgerObject[]>();
        for (var call = 0; call < 4; call++)
        {
            pages.Add([.. (await Catalog.ClaimUnfinishedAsync(2, Cancel)).OrderBy(item => item.Id)]);
        }

        var objects = attempts.Select(ObjectOf).ToArray();
        Assert.Equal([[.. objects[..2]], [.. objects[2..4]], [.. objects[4..]], []], pages);
    }

    [Fact]
    public async Task Claims_different_rows_for_callers_at_once()
    {
        var attempts = new List<Reservation>();
        for (var number = 0; number < 60; number++)
        {
            attempts.Add(await ArriveAsync(CatalogState.Abandoned));
        }

        var second = Harness.CanShare ? await Harness.CreateSecondAsync(Time, Cancel) : Catalog;
        var claimed = await AtOnceAsync(6, caller => ClaimAllAsync(caller % 2 == 0 ? Catalog : second, 7));

        Assert.Equal(
            attempts.Select(attempt => attempt.Id).Order(),
            claimed.SelectMany(mine => mine).Select(item => item.Id).Order());
    }

    [Fact]
    public async Task Claims_every_attempt_of_a_deleted_item()
    {
        var first = await ReserveAsync("key");
        var second = await ReserveAsync("key", takeOver: true);
        Assert.NotNull(await PublishAsync(second));
        await Catalog.MarkDeletedAsync(Owner, first.Id, Cancel);

        await ElapseAsync(Lease + Second);

        Assert.Equal([ObjectOf(first), ObjectOf(second)], await ClaimAsync(first.Id));
    }

    [Fact]
    public async Task Claims_no_more_what_is_forgotten()
    {
        var attempt = await ArriveAsync(CatalogState.Gone);
        await Catalog.CompleteDeletionAsync(ObjectOf(attempt), Cancel);
        await ElapseAsync(TimeSpan.FromDays(3));

        Assert.Empty(await ClaimAsync(attempt.Id));
        Assert.Null(await Catalog.MarkDeletedAsync(Owner, attempt.Id, Cancel));
    }

    [Fact]
    public async Task Completes_the_deletion_of_one_attempt_of_several()
    {
        var first = await ReserveAsync("key");
        var second = await ReserveAsync("key", takeOver: true);
        await Catalog.MarkDeletedAsync(Owner, first.Id, Cancel);

        await Catalog.CompleteDeletionAsync(ObjectOf(second), Cancel);

        Assert.Equal([second.Location], await Catalog.FindUnreferencedAsync([first.Location, second.Location], Cancel));
        Assert.Equal([ObjectOf(first)], (await Catalog.MarkDeletedAsync(Owner, first.Id, Cancel))!.Objects);
    }

    [Fact]
    public async Task Purges_tombstones_after_their_retention_only()
    {
        // Earlier tests on a shared database had clocks of their own, which may have been far ahead: later than all of them, nothing is left.
        await ElapseAsync(TimeSpan.FromDays(5_000));
        await Catalog.PurgeAsync(TimeSpan.Zero, Cancel);
        var attempt = await ArriveAsync(CatalogState.Deleted, "key");
        await ElapseAsync(TimeSpan.FromDays(30));
        await Catalog.CompleteDeletionAsync(ObjectOf(attempt), Cancel);

        await ElapseAsync(TimeSpan.FromDays(7) - Second);
        var early = await Catalog.PurgeAsync(TimeSpan.FromDays(7), Cancel);
        var between = await AskAsync(Request("key"));
        await ElapseAsync(Second + Second);
        var late = await Catalog.PurgeAsync(TimeSpan.FromDays(7), Cancel);

        Assert.Equal(0, early);
        Assert.Equal(ReserveStatus.Gone, between.Status);
        Assert.Equal(1, late);
        Assert.Equal(0, await Catalog.PurgeAsync(TimeSpan.FromDays(7), Cancel));
    }

    [Theory]
    [InlineData(CatalogState.Pending)]
    [InlineData(CatalogState.Ready)]
    [InlineData(CatalogState.Abandoned)]
    [InlineData(CatalogState.Deleted)]
    public async Task Purges_nothing_that_is_not_gone(CatalogState state)
    {
        var attempt = await ArriveAsync(state);
        await ElapseAsync(TimeSpan.FromDays(400));

        await Catalog.PurgeAsync(TimeSpan.Zero, Cancel);

        Assert.Empty(await Catalog.FindUnreferencedAsync([attempt.Location], Cancel));
        Assert.Equal(state is CatalogState.Pending or CatalogState.Ready, await PublishAsync(attempt) is not null);
        Assert.NotNull(await Catalog.MarkDeletedAsync(Owner, attempt.Id, Cancel));
    }

    [Fact]
    public async Task Tells_which_objects_no_row_names()
    {
        var pending = await ReserveAsync();
        var ready = (await AddAsync(user: Other)).Location!;
        var takenOver = await ReserveAsync("key");
        await ReserveAsync("key", takeOver: true);
        var deleting = await ArriveAsync(CatalogState.Deleted);
        var claimed = await ArriveAsync(CatalogState.Abandoned);
        await ClaimAsync(claimed.Id);
        var gone = await ArriveAsync(CatalogState.Gone);
        var unknown = await ArriveAsync(CatalogState.Absent);
        ObjectLocation[] strangers =
        [
            gone.Location,
            unknown.Location,
            pending.Location with { Bucket = "playground-images" },
            pending.Location with { Key = pending.Location.Key.Replace(".1.", ".2.", StringComparison.Ordinal) },
            pending.Location with { Key = pending.Location.Key.ToUpperInvariant() },
            new("user-media", "' or 1=1 --"),
        ];

        var unreferenced = await Catalog.FindUnreferencedAsync(
            [pending.Location, ready, takenOver.Location, deleting.Location, claimed.Location, .. strangers], Cancel);

        Assert.Equal(strangers.ToHashSet(), unreferenced.ToHashSet());
        Assert.Equal(strangers.Length, unreferenced.Count);
    }

    [Fact]
    public async Task Tells_it_of_many_objects_at_once()
    {
        var named = await ReserveAsync();
        var locations = Enumerable.Range(0, 2500)
            .Select(number => new ObjectLocation("user-media", $"uploads/x/images/{number}"))
            .ToArray();

        var unreferenced = await Catalog.FindUnreferencedAsync([named.Location, .. locations], Cancel);

        Assert.Equal(locations.Length, unreferenced.Count);
        Assert.DoesNotContain(named.Location, unreferenced);
        Assert.Empty(await Catalog.FindUnreferencedAsync([], Cancel));
    }
}
