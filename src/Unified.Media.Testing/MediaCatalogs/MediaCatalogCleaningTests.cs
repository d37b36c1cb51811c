using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>Tests the calls of the janitor and the sweeper: claims, retry delays, tombstones and unreferenced objects.</summary>
public abstract class MediaCatalogCleaningTests<THarness> : MediaCatalogSuite<THarness>
    where THarness : MediaCatalogHarness, new()
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    // Completes deletions that earlier tests have left in a shared database. Otherwise the first claim would return their rows.
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        foreach (var leftover in await ClaimAllAsync(Catalog, 100))
        {
            await Catalog.CompleteDeletionAsync(leftover, Token);
        }
    }

    [Fact]
    public async Task Claim_returns_an_attempt_whose_lease_has_expired()
    {
        var attempt = await ReserveAsync();
        await AdvanceTimeAsync(Lease - Second);
        Assert.Empty(await ClaimAsync(attempt.Id));

        await AdvanceTimeAsync(Second + Second);
        var claimed = await ClaimAsync(attempt.Id);

        Assert.Equal([ObjectOf(attempt)], claimed);
        Assert.Null(await PublishAsync(attempt));
        Assert.False(await Catalog.AbandonAsync(Owner, attempt, Token));
    }

    [Fact]
    public async Task Claim_skips_an_attempt_published_after_its_lease_expired()
    {
        var attempt = await ReserveAsync();
        await AdvanceTimeAsync(Lease + Second);

        Assert.NotNull(await PublishAsync(attempt));

        Assert.Empty(await ClaimAsync(attempt.Id));
        Assert.NotNull(await FindAsync(attempt.Id));
    }

    [Theory]
    [InlineData(AttemptState.Abandoned)]
    [InlineData(AttemptState.Deleted)]
    [InlineData(AttemptState.DeletedUnpublished)]
    public async Task Claim_returns_abandoned_and_deleted_attempts_immediately(AttemptState state)
    {
        var attempt = await CreateInStateAsync(state);

        Assert.Equal([ObjectOf(attempt)], await ClaimAsync(attempt.Id));
    }

    [Fact]
    public async Task Claim_returns_the_same_row_again_after_a_growing_delay()
    {
        var attempt = await CreateInStateAsync(AttemptState.Abandoned);
        Assert.Single(await ClaimAsync(attempt.Id));
        for (var claims = 1; claims <= 13; claims++)
        {
            await AdvanceTimeAsync(ClaimRetryDelay.AfterClaims(claims) - Second);
            Assert.Empty(await ClaimAsync(attempt.Id));

            await AdvanceTimeAsync(Second + Second);
            Assert.Single(await ClaimAsync(attempt.Id));
        }
    }

    [Fact]
    public async Task Claim_returns_the_oldest_rows_up_to_the_limit()
    {
        var attempts = new List<Reservation>();
        for (var number = 0; number < 5; number++)
        {
            attempts.Add(await CreateInStateAsync(AttemptState.Abandoned));
            await AdvanceTimeAsync(Second);
        }

        var pages = new List<LedgerObject[]>();
        for (var call = 0; call < 4; call++)
        {
            pages.Add([.. (await Catalog.ClaimUnfinishedAsync(2, Token)).OrderBy(item => item.Id)]);
        }

        var objects = attempts.Select(ObjectOf).ToArray();
        Assert.Equal([[.. objects[..2]], [.. objects[2..4]], [.. objects[4..]], []], pages);
    }

    [Fact]
    public async Task Concurrent_claims_return_different_rows()
    {
        var attempts = new List<Reservation>();
        for (var number = 0; number < 60; number++)
        {
            attempts.Add(await CreateInStateAsync(AttemptState.Abandoned));
        }

        var second = Harness.SupportsSecondInstance ? await Harness.CreateSecondInstanceAsync(Time, Token) : Catalog;
        var claimed = await RunConcurrentlyAsync(6, caller => ClaimAllAsync(caller % 2 == 0 ? Catalog : second, 7));

        Assert.Equal(
            attempts.Select(attempt => attempt.Id).Order(),
            claimed.SelectMany(batch => batch).Select(item => item.Id).Order());
    }

    [Fact]
    public async Task Claim_returns_every_attempt_of_a_deleted_item()
    {
        var first = await ReserveAsync("key");
        var second = await ReserveAsync("key", takeOver: true);
        Assert.NotNull(await PublishAsync(second));
        await Catalog.MarkDeletedAsync(Owner, first.Id, Token);

        await AdvanceTimeAsync(Lease + Second);

        Assert.Equal([ObjectOf(first), ObjectOf(second)], await ClaimAsync(first.Id));
    }

    [Fact]
    public async Task Claim_skips_a_tombstone()
    {
        var attempt = await CreateInStateAsync(AttemptState.Gone);
        await Catalog.CompleteDeletionAsync(ObjectOf(attempt), Token);
        await AdvanceTimeAsync(TimeSpan.FromDays(3));

        Assert.Empty(await ClaimAsync(attempt.Id));
        Assert.Null(await Catalog.MarkDeletedAsync(Owner, attempt.Id, Token));
    }

    [Fact]
    public async Task CompleteDeletion_affects_one_attempt_only()
    {
        var first = await ReserveAsync("key");
        var second = await ReserveAsync("key", takeOver: true);
        await Catalog.MarkDeletedAsync(Owner, first.Id, Token);

        await Catalog.CompleteDeletionAsync(ObjectOf(second), Token);

        Assert.Equal([second.Location], await Catalog.FindUnreferencedAsync([first.Location, second.Location], Token));
        Assert.Equal([ObjectOf(first)], (await Catalog.MarkDeletedAsync(Owner, first.Id, Token))!.Objects);
    }

    [Fact]
    public async Task Purge_removes_tombstones_after_their_retention()
    {
        // Earlier tests on a shared database may have advanced their clocks by years. Purge everything at a later time first.
        await AdvanceTimeAsync(TimeSpan.FromDays(5_000));
        await Catalog.PurgeAsync(TimeSpan.Zero, Token);
        var attempt = await CreateInStateAsync(AttemptState.Deleted, "key");
        await AdvanceTimeAsync(TimeSpan.FromDays(30));
        await Catalog.CompleteDeletionAsync(ObjectOf(attempt), Token);

        await AdvanceTimeAsync(TimeSpan.FromDays(7) - Second);
        var purgedBeforeRetention = await Catalog.PurgeAsync(TimeSpan.FromDays(7), Token);
        var repeatedResult = await TryReserveAsync(Request("key"));
        await AdvanceTimeAsync(Second + Second);
        var purgedAfterRetention = await Catalog.PurgeAsync(TimeSpan.FromDays(7), Token);

        Assert.Equal(0, purgedBeforeRetention);
        Assert.Equal(ReserveStatus.Gone, repeatedResult.Status);
        Assert.Equal(1, purgedAfterRetention);
        Assert.Equal(0, await Catalog.PurgeAsync(TimeSpan.FromDays(7), Token));
    }

    [Theory]
    [InlineData(AttemptState.Pending)]
    [InlineData(AttemptState.Ready)]
    [InlineData(AttemptState.Abandoned)]
    [InlineData(AttemptState.Deleted)]
    public async Task Purge_keeps_rows_that_are_not_tombstones(AttemptState state)
    {
        var attempt = await CreateInStateAsync(state);
        await AdvanceTimeAsync(TimeSpan.FromDays(400));

        await Catalog.PurgeAsync(TimeSpan.Zero, Token);

        Assert.Empty(await Catalog.FindUnreferencedAsync([attempt.Location], Token));
        Assert.Equal(state is AttemptState.Pending or AttemptState.Ready, await PublishAsync(attempt) is not null);
        Assert.NotNull(await Catalog.MarkDeletedAsync(Owner, attempt.Id, Token));
    }

    [Fact]
    public async Task FindUnreferenced_returns_objects_without_a_row()
    {
        var pending = await ReserveAsync();
        var ready = (await AddAsync(user: Other)).Location!;
        var takenOver = await ReserveAsync("key");
        await ReserveAsync("key", takeOver: true);
        var deleting = await CreateInStateAsync(AttemptState.Deleted);
        var claimed = await CreateInStateAsync(AttemptState.Abandoned);
        await ClaimAsync(claimed.Id);
        var gone = await CreateInStateAsync(AttemptState.Gone);
        var unreserved = await CreateInStateAsync(AttemptState.Absent);
        ObjectLocation[] withoutRow =
        [
            gone.Location,
            unreserved.Location,
            pending.Location with { Bucket = "playground-images" },
            pending.Location with { Key = pending.Location.Key.Replace(".1.", ".2.", StringComparison.Ordinal) },
            pending.Location with { Key = pending.Location.Key.ToUpperInvariant() },
            new("user-media", "' or 1=1 --"),
        ];

        var unreferenced = await Catalog.FindUnreferencedAsync(
            [pending.Location, ready, takenOver.Location, deleting.Location, claimed.Location, .. withoutRow], Token);

        Assert.Equal(withoutRow.ToHashSet(), unreferenced.ToHashSet());
        Assert.Equal(withoutRow.Length, unreferenced.Count);
    }

    [Fact]
    public async Task FindUnreferenced_accepts_many_objects()
    {
        var pending = await ReserveAsync();
        var locations = Enumerable.Range(0, 2500)
            .Select(number => new ObjectLocation("user-media", $"uploads/x/images/{number}"))
            .ToArray();

        var unreferenced = await Catalog.FindUnreferencedAsync([pending.Location, .. locations], Token);

        Assert.Equal(locations.Length, unreferenced.Count);
        Assert.DoesNotContain(pending.Location, unreferenced);
        Assert.Empty(await Catalog.FindUnreferencedAsync([], Token));
    }
}
