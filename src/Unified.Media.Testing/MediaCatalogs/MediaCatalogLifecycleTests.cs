using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>Every change of state that is legal, and every one that is not.</summary>
public abstract class MediaCatalogLifecycleTests<THarness> : MediaCatalogSuite<THarness>
    where THarness : MediaCatalogHarness, new()
{
    public static TheoryData<CatalogState> States => [.. Enum.GetValues<CatalogState>()];

    [Theory]
    [MemberData(nameof(States))]
    public async Task Publishes_exactly_what_is_pending_or_was_published(CatalogState state)
    {
        var attempt = await ArriveAsync(state);
        var publishes = state is CatalogState.Pending or CatalogState.Overdue or CatalogState.Ready;

        var item = await PublishAsync(attempt);

        Assert.Equal(publishes, item is not null);
        Assert.Equal(publishes, await FindAsync(attempt.Id) is not null);
        Assert.Equal(publishes ? 1 : 0, (await ListAsync(Query())).Count);
    }

    [Theory]
    [MemberData(nameof(States))]
    public async Task Publishes_nothing_for_another_attempt(CatalogState state)
    {
        var attempt = await ArriveAsync(state);
        var other = attempt with { Attempt = attempt.Attempt + 1 };

        Assert.Null(await PublishAsync(other));

        Assert.Equal(state == CatalogState.Ready, await FindAsync(attempt.Id) is not null);
        Assert.Equal(state is CatalogState.Pending or CatalogState.Overdue or CatalogState.Ready, await PublishAsync(attempt) is not null);
    }

    [Theory]
    [MemberData(nameof(States))]
    public async Task Abandons_exactly_what_is_pending(CatalogState state)
    {
        var attempt = await ArriveAsync(state);
        var abandons = state is CatalogState.Pending or CatalogState.Overdue;

        Assert.False(await Catalog.AbandonAsync(Owner, attempt with { Attempt = attempt.Attempt + 1 }, Cancel));
        Assert.Equal(abandons, await Catalog.AbandonAsync(Owner, attempt, Cancel));
        Assert.False(await Catalog.AbandonAsync(Owner, attempt, Cancel));

        Assert.Equal(state == CatalogState.Ready, await FindAsync(attempt.Id) is not null);
        Assert.Equal(state == CatalogState.Ready, await PublishAsync(attempt) is not null);
    }

    [Theory]
    [InlineData(CatalogState.Absent, false)]
    [InlineData(CatalogState.Pending, true)]
    [InlineData(CatalogState.Overdue, true)]
    [InlineData(CatalogState.Ready, true)]
    [InlineData(CatalogState.Deleted, true)]
    [InlineData(CatalogState.DeletedUnpublished, true)]
    [InlineData(CatalogState.Gone, false)]
    [InlineData(CatalogState.AbandonedAndGone, false)]
    [InlineData(CatalogState.Purged, false)]
    public async Task Marks_deleted_what_is_not_gone_and_again_the_same(CatalogState state, bool isMarked)
    {
        var attempt = await ArriveAsync(state);
        LedgerObject[] expected = isMarked ? [ObjectOf(attempt)] : [];

        var first = await Catalog.MarkDeletedAsync(Owner, attempt.Id, Cancel);
        var second = await Catalog.MarkDeletedAsync(Owner, attempt.Id, Cancel);

        Assert.Equal(isMarked, first is not null);
        Assert.Equal(expected, first?.Objects ?? []);
        Assert.Equal(expected, second?.Objects ?? []);
        Assert.Equal(first?.Id, second?.Id);
        Assert.Null(await FindAsync(attempt.Id));
        Assert.Empty(await ListAsync(Query()));
        Assert.Null(await PublishAsync(attempt));
    }

    [Theory]
    [MemberData(nameof(States))]
    public async Task Completes_exactly_what_is_deleting(CatalogState state)
    {
        var attempt = await ArriveAsync(state);
        var named = state is not (CatalogState.Absent or CatalogState.Gone or CatalogState.AbandonedAndGone or CatalogState.Purged);
        var survives = state is CatalogState.Pending or CatalogState.Overdue or CatalogState.Ready;

        await Catalog.CompleteDeletionAsync(ObjectOf(attempt) with { Attempt = attempt.Attempt + 1 }, Cancel);
        Assert.Equal(named ? [] : [attempt.Location], await Catalog.FindUnreferencedAsync([attempt.Location], Cancel));
        await Catalog.CompleteDeletionAsync(ObjectOf(attempt), Cancel);
        Assert.Equal(survives ? [] : [attempt.Location], await Catalog.FindUnreferencedAsync([attempt.Location], Cancel));

        Assert.Equal(survives, await PublishAsync(attempt) is not null);
    }

    [Fact]
    public async Task Publishes_again_without_a_second_item()
    {
        var attempt = await ReserveAsync();
        var first = await PublishAsync(attempt);

        var second = await PublishAsync(attempt);

        AssertSame(first, second);
        Assert.Single(await ListAsync(Query()));
    }

    [Fact]
    public async Task Publishes_again_without_undoing_a_change()
    {
        var attempt = await ReserveAsync();
        var item = (await PublishAsync(attempt))!;
        var changed = await Catalog.UpdateAsync(
            Owner, new(item.Id, item.UpdatedAt, item.UpdatedAt.AddSeconds(1), Describe("changed"), Visibility.Public), Cancel);

        var again = await PublishAsync(attempt);

        AssertSame(changed, again);
        AssertSame(changed, await FindAsync(item.Id));
    }

    [Fact]
    public async Task Marks_all_attempts_of_an_item_deleted()
    {
        var first = await ReserveAsync("key");
        var second = await ReserveAsync("key", takeOver: true);
        Assert.NotNull(await PublishAsync(second));

        var deleted = await Catalog.MarkDeletedAsync(Owner, first.Id, Cancel);
        var again = await Catalog.MarkDeletedAsync(Owner, first.Id, Cancel);

        Assert.Equal([ObjectOf(first), ObjectOf(second)], deleted!.Objects.OrderBy(item => item.Attempt));
        Assert.Equal([ObjectOf(first), ObjectOf(second)], again!.Objects.OrderBy(item => item.Attempt));
    }

    [Fact]
    public async Task Publishes_and_abandons_at_once_with_one_winner()
    {
        for (var round = 0; round < 20; round++)
        {
            var attempt = await ReserveAsync();

            var outcomes = await AtOnceAsync(
                2,
                async caller => caller == 0
                    ? await PublishAsync(attempt) is not null
                    : await Catalog.AbandonAsync(Owner, attempt, Cancel));

            Assert.Single(outcomes, won => won);
            Assert.Equal(outcomes[0], await FindAsync(attempt.Id) is not null);
        }
    }

    [Fact]
    public async Task Shows_nothing_after_a_deletion_whatever_came_at_once()
    {
        for (var round = 0; round < 20; round++)
        {
            var attempt = await ReserveAsync();

            var deleted = await AtOnceAsync(2, async caller => caller == 0
                ? await PublishAsync(attempt) is not null
                : await Catalog.MarkDeletedAsync(Owner, attempt.Id, Cancel) is { Objects.Count: 1 });

            Assert.True(deleted[1]);
            Assert.Null(await FindAsync(attempt.Id));
            Assert.Null(await PublishAsync(attempt));
        }
    }
}
