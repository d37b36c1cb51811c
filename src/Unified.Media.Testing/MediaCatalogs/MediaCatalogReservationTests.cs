using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>Tests reservations: ids, locations, leases and takeovers.</summary>
public abstract class MediaCatalogReservationTests<THarness> : MediaCatalogSuite<THarness>
    where THarness : MediaCatalogHarness, new()
{
    public static TheoryData<string> Layouts => [.. ObjectLayout.All.Select(layout => layout.ToString())];

    [Theory]
    [MemberData(nameof(Layouts))]
    public async Task Reserve_grants_the_first_attempt_of_a_new_id(string directory)
    {
        var request = Request() with { Layout = ObjectLayout.All.Single(layout => layout.ToString() == directory), Extension = "webp" };

        var result = await TryReserveAsync(request);

        var reservation = result.Reservation!;
        Assert.Equal(ReserveStatus.Granted, result.Status);
        Assert.Null(result.Item);
        Assert.Equal((request.Id, 1), (reservation.Id, reservation.Attempt));
        Assert.Equal(request.Layout.Locate(Owner.KeySegment!, request.Id, 1, "webp"), reservation.Location);
        Assert.Equal(Time.GetUtcNow() + Lease, reservation.LeaseUntil, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Location_contains_the_key_segment_of_the_user()
    {
        var user = MediaUser.For(Owner.Id!.Value, "login-7");

        var reservation = await ReserveAsync(user: user);

        Assert.StartsWith("uploads/login-7/images/", reservation.Location.Key, StringComparison.Ordinal);
        Assert.NotNull(await PublishAsync(reservation, Owner));
    }

    [Theory]
    [InlineData(AttemptState.Pending)]
    [InlineData(AttemptState.Ready)]
    [InlineData(AttemptState.Abandoned)]
    [InlineData(AttemptState.Deleted)]
    [InlineData(AttemptState.Gone)]
    public async Task Reserve_rejects_an_existing_id(AttemptState state)
    {
        var existing = await CreateInStateAsync(state);

        await Assert.ThrowsAsync<MediaConflictException>(() => TryReserveAsync(Request() with { Id = existing.Id }));
        await Assert.ThrowsAsync<MediaConflictException>(() => TryReserveAsync(Request() with { Id = existing.Id }, Other));
        await Assert.ThrowsAsync<MediaConflictException>(() => TryReserveAsync(Request("another key") with { Id = existing.Id }));

        Assert.Equal(state == AttemptState.Ready, await FindAsync(existing.Id) is not null);
        Assert.Equal(state is AttemptState.Pending or AttemptState.Ready, await PublishAsync(existing) is not null);
    }

    [Fact]
    public async Task Reserve_is_busy_while_the_lease_of_the_key_lasts()
    {
        var first = await ReserveAsync("key");

        var second = await TryReserveAsync(Request("key"));

        Assert.Equal(ReserveStatus.Busy, second.Status);
        Assert.Null(second.Reservation);
        Assert.NotNull(await PublishAsync(first));
    }

    [Fact]
    public async Task Reserve_with_takeover_replaces_a_live_attempt()
    {
        var first = await ReserveAsync("key");

        var second = await ReserveAsync("key", takeOver: true);

        Assert.Equal((first.Id, 2), (second.Id, second.Attempt));
        Assert.NotEqual(first.Location, second.Location);
        Assert.Null(await PublishAsync(first));
        Assert.False(await Catalog.AbandonAsync(Owner, first, Token));
        Assert.Equal(second.Location, (await PublishAsync(second))?.Location);
        Assert.Null(await PublishAsync(first));
    }

    [Fact]
    public async Task Reserve_replaces_an_expired_attempt()
    {
        var first = await ReserveAsync("key");
        await AdvanceTimeAsync(Lease + TimeSpan.FromSeconds(1));

        var second = await ReserveAsync("key");

        Assert.Equal((first.Id, 2), (second.Id, second.Attempt));
        Assert.Null(await PublishAsync(first));
        Assert.NotNull(await PublishAsync(second));
    }

    [Fact]
    public async Task Claim_returns_a_replaced_attempt_after_its_lease()
    {
        var first = await ReserveAsync("key");
        var second = await ReserveAsync("key", takeOver: true);
        Assert.NotNull(await PublishAsync(second));

        Assert.Empty(await ClaimAsync(first.Id));
        await AdvanceTimeAsync(Lease + TimeSpan.FromSeconds(1));

        Assert.Equal([ObjectOf(first)], await ClaimAsync(first.Id));
        Assert.NotNull(await FindAsync(first.Id));
    }

    [Fact]
    public async Task Attempt_numbers_are_never_reused()
    {
        var first = await TryReserveAsync(Request("key") with { Lease = TimeSpan.FromDays(60) });
        var second = await ReserveAsync("key", takeOver: true);
        await Catalog.AbandonAsync(Owner, second, Token);
        Assert.Equal([ObjectOf(second)], await ClaimAsync(second.Id));
        await Catalog.CompleteDeletionAsync(ObjectOf(second), Token);
        await AdvanceTimeAsync(TimeSpan.FromDays(31));
        await Catalog.PurgeAsync(TimeSpan.FromDays(30), Token);

        var third = await ReserveAsync("key");

        Assert.Equal(first.Reservation!.Id, third.Id);
        Assert.NotEqual(second.Location, third.Location);
        Assert.True(third.Attempt > second.Attempt);
    }

    [Fact]
    public async Task Concurrent_takeovers_allow_one_publish()
    {
        var results = await RunConcurrentlyAsync(8, _ => TryReserveAsync(Request("key", takeOver: true)));
        var reservations = results.Select(result => result.Reservation!).ToArray();

        var published = await RunConcurrentlyAsync(8, number => PublishAsync(reservations[number]));

        Assert.Equal(Enumerable.Range(1, 8), reservations.Select(reservation => reservation.Attempt).Order());
        Assert.Single(reservations.Select(reservation => reservation.Id).Distinct());
        var winner = Assert.Single(published.Index(), pair => pair.Item is not null).Index;
        Assert.Equal(8, reservations[winner].Attempt);
    }

    [Fact]
    public async Task Concurrent_reservations_of_one_id_grant_exactly_one()
    {
        var request = Request();

        var errors = await RunConcurrentlyAsync(8, _ => Record.ExceptionAsync(() => TryReserveAsync(request)).AsTask());

        Assert.Single(errors, error => error is null);
        Assert.All(errors, error => Assert.True(error is null or MediaConflictException, error?.ToString()));
    }

    [Fact]
    public async Task Cancellation_is_not_wrapped()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        var request = Request("key");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Catalog.ReserveAsync(Owner, request, source.Token));

        Assert.Equal(request.Id, (await TryReserveAsync(request)).Reservation?.Id);
    }
}
