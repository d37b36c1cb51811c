using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>Tests every transition of an attempt from every state.</summary>
public abstract class MediaCatalogLifecycleTests<THarness> : MediaCatalogSuite<THarness>
    where THarness : MediaCatalogHarness, new()
{
    public static TheoryData<AttemptState> States => [.. Enum.GetValues<AttemptState>()];

    [Theory]
    [MemberData(nameof(States))]
    public async Task Publish_succeeds_for_pending_and_published_attempts_only(AttemptState state)
    {
        var attempt = await CreateInStateAsync(state);
        var isPublishable = state is AttemptState.Pending or AttemptState.LeaseExpired or AttemptState.Ready;

        var item = await PublishAsync(attempt);

        Assert.Equal(isPublishable, item is not null);
        Assert.Equal(isPublishable, await FindAsync(attempt.Id) is not null);
        Assert.Equal(isPublishable ? 1 : 0, (await ListAsync(Query())).Count);
    }

    [Theory]
    [MemberData(nameof(States))]
    public async Task Publish_rejects_another_attempt_number(AttemptState state)
    {
        var attempt = await CreateInStateAsync(state);
        var other = attempt with { Attempt = attempt.Attempt + 1 };

        Assert.Null(await PublishAsync(other));

        Assert.Equal(state == AttemptState.Ready, await FindAsync(attempt.Id) is not null);
        Assert.Equal(state is AttemptState.Pending or AttemptState.LeaseExpired or AttemptState.Ready, await PublishAsync(attempt) is not null);
    }

    [Theory]
    [MemberData(nameof(States))]
    public async Task Abandon_succeeds_for_pending_attempts_only(AttemptState state)
    {
        var attempt = await CreateInStateAsync(state);
        var isPending = state is AttemptState.Pending or AttemptState.LeaseExpired;

        Assert.False(await Catalog.AbandonAsync(Owner, attempt with { Attempt = attempt.Attempt + 1 }, Token));
        Assert.Equal(isPending, await Catalog.AbandonAsync(Owner, attempt, Token));
        Assert.False(await Catalog.AbandonAsync(Owner, attempt, Token));

        Assert.Equal(state == AttemptState.Ready, await FindAsync(attempt.Id) is not null);
        Assert.Equal(state == AttemptState.Ready, await PublishAsync(attempt) is not null);
    }

    [Theory]
    [InlineData(AttemptState.Absent, false)]
    [InlineData(AttemptState.Pending, true)]
    [InlineData(AttemptState.LeaseExpired, true)]
    [InlineData(AttemptState.Ready, true)]
    [InlineData(AttemptState.Deleted, true)]
    [InlineData(AttemptState.DeletedUnpublished, true)]
    [InlineData(AttemptState.Gone, false)]
    [InlineData(AttemptState.AbandonedAndGone, false)]
    [InlineData(AttemptState.Purged, false)]
    public async Task MarkDeleted_returns_the_same_objects_until_they_are_gone(AttemptState state, bool isMarked)
    {
        var attempt = await CreateInStateAsync(state);
        LedgerObject[] expected = isMarked ? [ObjectOf(attempt)] : [];

        var first = await Catalog.MarkDeletedAsync(Owner, attempt.Id, Token);
        var second = await Catalog.MarkDeletedAsync(Owner, attempt.Id, Token);

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
    public async Task CompleteDeletion_affects_deleting_attempts_only(AttemptState state)
    {
        var attempt = await CreateInStateAsync(state);
        var hasRow = state is not (AttemptState.Absent or AttemptState.Gone or AttemptState.AbandonedAndGone or AttemptState.Purged);
        var isPublishable = state is AttemptState.Pending or AttemptState.LeaseExpired or AttemptState.Ready;

        await Catalog.CompleteDeletionAsync(ObjectOf(attempt) with { Attempt = attempt.Attempt + 1 }, Token);
        Assert.Equal(hasRow ? [] : [attempt.Location], await Catalog.FindUnreferencedAsync([attempt.Location], Token));
        await Catalog.CompleteDeletionAsync(ObjectOf(attempt), Token);
        Assert.Equal(isPublishable ? [] : [attempt.Location], await Catalog.FindUnreferencedAsync([attempt.Location], Token));

        Assert.Equal(isPublishable, await PublishAsync(attempt) is not null);
    }

    [Fact]
    public async Task Repeated_publish_creates_one_item()
    {
        var attempt = await ReserveAsync();
        var first = await PublishAsync(attempt);

        var second = await PublishAsync(attempt);

        AssertSame(first, second);
        Assert.Single(await ListAsync(Query()));
    }

    [Fact]
    public async Task Repeated_publish_keeps_later_changes()
    {
        var attempt = await ReserveAsync();
        var item = (await PublishAsync(attempt))!;
        var changed = await Catalog.UpdateAsync(Owner, CreateUpdate(item, CreateMetadata("changed")), Token);

        var repeatedItem = await PublishAsync(attempt);

        AssertSame(changed, repeatedItem);
        AssertSame(changed, await FindAsync(item.Id));
    }

    [Fact]
    public async Task MarkDeleted_returns_every_attempt()
    {
        var first = await ReserveAsync("key");
        var second = await ReserveAsync("key", takeOver: true);
        Assert.NotNull(await PublishAsync(second));

        var deleted = await Catalog.MarkDeletedAsync(Owner, first.Id, Token);
        var repeatedDelete = await Catalog.MarkDeletedAsync(Owner, first.Id, Token);

        Assert.Equal([ObjectOf(first), ObjectOf(second)], deleted!.Objects.OrderBy(item => item.Attempt));
        Assert.Equal([ObjectOf(first), ObjectOf(second)], repeatedDelete!.Objects.OrderBy(item => item.Attempt));
    }

    [Fact]
    public async Task Concurrent_publish_and_abandon_have_one_winner()
    {
        for (var round = 0; round < 20; round++)
        {
            var attempt = await ReserveAsync();

            var outcomes = await RunConcurrentlyAsync(
                2,
                async caller => caller == 0
                    ? await PublishAsync(attempt) is not null
                    : await Catalog.AbandonAsync(Owner, attempt, Token));

            Assert.Single(outcomes, won => won);
            Assert.Equal(outcomes[0], await FindAsync(attempt.Id) is not null);
        }
    }

    [Fact]
    public async Task Concurrent_publish_and_delete_leave_no_item()
    {
        for (var round = 0; round < 20; round++)
        {
            var attempt = await ReserveAsync();

            var succeeded = await RunConcurrentlyAsync(2, async caller => caller == 0
                ? await PublishAsync(attempt) is not null
                : await Catalog.MarkDeletedAsync(Owner, attempt.Id, Token) is { Objects.Count: 1 });

            Assert.True(succeeded[1]);
            Assert.Null(await FindAsync(attempt.Id));
            Assert.Null(await PublishAsync(attempt));
        }
    }
}
