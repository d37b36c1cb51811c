using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>Reserving: ids, locations, leases and takeovers.</summary>
public abstract class MediaCatalogReservationTests<THarness> : MediaCatalogSuite<THarness>
    where THarness : MediaCatalogHarness, new()
{
    public static TheoryData<string> Layouts => [.. ObjectLayout.All.Select(layout => layout.ToString())];

    [Theory]
    [MemberData(nameof(Layouts))]
    public async Task Grants_the_first_attempt_of_a_new_id(string directory)
    {
        var request = Request() with { Layout = ObjectLayout.All.Single(layout => layout.ToString() == directory), Extension = "webp" };

        var result = await AskAsync(request);

        var reservation = result.Reservation!;
        Assert.Equal(ReserveStatus.Granted, result.Status);
        Assert.Null(result.Item);
        Assert.Equal((request.Id, 1), (reservation.Id, reservation.Attempt));
        Assert.Equal(request.Layout.Locate(Owner.KeySegment!, request.Id, 1, "webp"), reservation.Location);
        Assert.Equal(Time.GetUtcNow() + Lease, reservation.LeaseUntil, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Spells_the_user_in_locations_as_the_user_says()
    {
        var spelled = MediaUser.For(Owner.Id!.Value, "login-7");

        var reservation = await ReserveAsync(user: spelled);

        Assert.StartsWith("uploads/login-7/images/", reservation.Location.Key, StringComparison.Ordinal);
        Assert.NotNull(await PublishAsync(reservation, Owner));
    }

    [Theory]
    [InlineData(CatalogState.Pending)]
    [InlineData(CatalogState.Ready)]
    [InlineData(CatalogState.Abandoned)]
    [InlineData(CatalogState.Deleted)]
    [InlineData(CatalogState.Gone)]
    public async Task Refuses_an_id_that_is_taken(CatalogState state)
    {
        var taken = await ArriveAsync(state);

        await Assert.ThrowsAsync<MediaConflictException>(() => AskAsync(Request() with { Id = taken.Id }));
        await Assert.ThrowsAsync<MediaConflictException>(() => AskAsync(Request() with { Id = taken.Id }, Other));
        await Assert.ThrowsAsync<MediaConflictException>(() => AskAsync(Request("another key") with { Id = taken.Id }));

        Assert.Equal(state == CatalogState.Ready, await FindAsync(taken.Id) is not null);
        Assert.Equal(state is CatalogState.Pending or CatalogState.Ready, await PublishAsync(taken) is not null);
    }

    [Fact]
    public async Task Is_busy_while_another_attempt_of_the_key_is_alive()
    {
        var first = await ReserveAsync("key");

        var second = await AskAsync(Request("key"));

        Assert.Equal(ReserveStatus.Busy, second.Status);
        Assert.Null(second.Reservation);
        Assert.NotNull(await PublishAsync(first));
    }

    [Fact]
    public async Task Takes_a_living_attempt_over_when_it_is_told_to()
    {
        var first = await ReserveAsync("key");

        var second = await ReserveAsync("key", takeOver: true);

        Assert.Equal((first.Id, 2), (second.Id, second.Attempt));
        Assert.NotEqual(first.Location, second.Location);
        Assert.Null(await PublishAsync(first));
        Assert.False(await Catalog.AbandonAsync(Owner, first, Cancel));
        Assert.Equal(second.Location, (await PublishAsync(second))?.Location);
        Assert.Null(await PublishAsync(first));
    }

    [Fact]
    public async Task Takes_an_expired_attempt_over_without_being_told()
    {
        var first = await ReserveAsync("key");
        await ElapseAsync(Lease + TimeSpan.FromSeconds(1));

        var second = await ReserveAsync("key");

        Assert.Equal((first.Id, 2), (second.Id, second.Attempt));
        Assert.Null(await PublishAsync(first));
        Assert.NotNull(await PublishAsync(second));
    }

    [Fact]
    public async Task Claims_what_was_taken_over_at_the_end_of_its_lease()
    {
        var first = await ReserveAsync("key");
        var second = await ReserveAsync("key", takeOver: true);
        Assert.NotNull(await PublishAsync(second));

        Assert.Empty(await ClaimAsync(first.Id));
        await ElapseAsync(Lease + TimeSpan.FromSeconds(1));

        Assert.Equal([ObjectOf(first)], await ClaimAsync(first.Id));
        Assert.NotNull(await FindAsync(first.Id));
    }

    [Fact]
    public async Task Never_uses_an_attempt_s_number_again()
    {
        var first = await AskAsync(Request("key") with { Lease = TimeSpan.FromDays(60) });
        var second = await ReserveAsync("key", takeOver: true);
        await Catalog.AbandonAsync(Owner, second, Cancel);
        Assert.Equal([ObjectOf(second)], await ClaimAsync(second.Id));
        await Catalog.CompleteDeletionAsync(ObjectOf(second), Cancel);
        await ElapseAsync(TimeSpan.FromDays(31));
        await Catalog.PurgeAsync(TimeSpan.FromDays(30), Cancel);

        var third = await ReserveAsync("key");

        Assert.Equal(first.Reservation!.Id, third.Id);
        Assert.NotEqual(second.Location, third.Location);
        Assert.True(third.Attempt > second.Attempt);
    }

    [Fact]
    public async Task Of_takeovers_at_once_exactly_one_can_publish()
    {
        var results = await AtOnceAsync(8, _ => AskAsync(Request("key", takeOver: true)));
        var reservations = results.Select(result => result.Reservation!).ToArray();

        var published = await AtOnceAsync(8, number => PublishAsync(reservations[number]));

        Assert.Equal(Enumerable.Range(1, 8), reservations.Select(reservation => reservation.Attempt).Order());
        Assert.Single(reservations.Select(reservation => reservation.Id).Distinct());
        var winner = Assert.Single(published.Index(), pair => pair.Item is not null).Index;
        Assert.Equal(8, reservations[winner].Attempt);
    }

    [Fact]
    public async Task Of_reservations_of_one_id_at_once_exactly_one_is_granted()
    {
        var request = Request();

        var errors = await AtOnceAsync(8, _ => Record.ExceptionAsync(() => AskAsync(request)).AsTask());

        Assert.Single(errors, error => error is null);
        Assert.All(errors, error => Assert.True(error is null or MediaConflictException, error?.ToString()));
    }

    [Fact]
    public async Task Lets_cancellation_through()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        var request = Request("key");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Catalog.ReserveAsync(Owner, request, source.Token));

        Assert.Equal(request.Id, (await AskAsync(request)).Reservation?.Id);
    }
}
