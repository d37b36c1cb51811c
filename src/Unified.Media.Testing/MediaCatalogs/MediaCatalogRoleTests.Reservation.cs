using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>Tests reservations of derived objects: attempts, leases and takeovers per role.</summary>
public abstract partial class MediaCatalogRoleTests<THarness>
{
    /// <summary>The states of an original without a published item.</summary>
    public static TheoryData<AttemptState> Invisible =>
        [.. Enum.GetValues<AttemptState>().Where(state => state != AttemptState.Ready)];

    [Fact]
    public async Task Reserve_grants_an_attempt_in_every_role()
    {
        var item = await AddAsync();

        var thumb = await ReserveRoleAsync(item.Id, Thumb);
        var poster = await ReserveRoleAsync(item.Id, Poster);

        Assert.Equal((item.Id, Thumb, 1), (thumb.Id, thumb.Role, thumb.Attempt));
        Assert.Equal((item.Id, Poster, 1), (poster.Id, poster.Role, poster.Attempt));
        Assert.Equal(ObjectLayout.UploadedImages.Locate(Owner.KeySegment!, item.Id, 1, "webp", Thumb), thumb.Location);
        Assert.EndsWith($"/{item.Id}.1.thumb-320.webp", thumb.Location.Key, StringComparison.Ordinal);
        Assert.Equal(Time.GetUtcNow() + Lease, thumb.LeaseUntil, TimeSpan.FromMinutes(1));
        Assert.All([thumb, poster], reservation => Assert.True(ObjectLayout.Recognizes(reservation.Location)));
    }

    [Theory]
    [MemberData(nameof(Invisible))]
    public async Task Reserve_rejects_a_role_of_an_unpublished_item(AttemptState state)
    {
        var original = await CreateInStateAsync(state);

        await Assert.ThrowsAsync<MediaNotFoundException>(() => TryReserveAsync(RoleRequest(original.Id, Thumb)));

        Assert.Equal(state is AttemptState.Pending or AttemptState.LeaseExpired, await PublishAsync(original) is not null);
    }

    [Fact]
    public async Task Reserve_rejects_a_role_of_another_owners_item()
    {
        var item = await AddAsync(item => item with { Visibility = Visibility.Public });

        await Assert.ThrowsAsync<MediaNotFoundException>(() => TryReserveAsync(RoleRequest(item.Id, Thumb), Other));
        await Assert.ThrowsAsync<MediaAccessDeniedException>(() => TryReserveAsync(RoleRequest(item.Id, Thumb), MediaUser.Anonymous));

        Assert.Equal(1, (await ReserveRoleAsync(item.Id, Thumb)).Attempt);
    }

    [Fact]
    public async Task Reserve_is_busy_while_the_lease_of_the_role_lasts()
    {
        var item = await AddAsync();
        var first = await ReserveRoleAsync(item.Id, Thumb);

        var second = await TryReserveAsync(RoleRequest(item.Id, Thumb));

        Assert.Equal(ReserveStatus.Busy, second.Status);
        Assert.Null(second.Reservation);
        Assert.True(await ConfirmAsync(first));
    }

    [Fact]
    public async Task Reserve_with_takeover_replaces_a_live_attempt_of_a_role()
    {
        var item = await AddAsync();
        var first = await ReserveRoleAsync(item.Id, Thumb);

        var second = await ReserveRoleAsync(item.Id, Thumb, takeOver: true);

        Assert.Equal((item.Id, 2), (second.Id, second.Attempt));
        Assert.NotEqual(first.Location, second.Location);
        Assert.False(await ConfirmAsync(first));
        Assert.False(await Catalog.AbandonAsync(Owner, first, Token));
        Assert.True(await ConfirmAsync(second));
        Assert.False(await ConfirmAsync(first));
        Assert.Empty(await ClaimAsync(item.Id));
        await AdvanceTimeAsync(Lease + Second);
        Assert.Equal([ObjectOf(first)], await ClaimAsync(item.Id));
    }

    [Fact]
    public async Task Reserve_replaces_an_expired_attempt_of_a_role()
    {
        var item = await AddAsync();
        var first = await ReserveRoleAsync(item.Id, Thumb);
        await AdvanceTimeAsync(Lease + Second);

        var second = await ReserveRoleAsync(item.Id, Thumb);

        Assert.Equal(2, second.Attempt);
        Assert.False(await ConfirmAsync(first));
        Assert.True(await ConfirmAsync(second));
    }

    [Fact]
    public async Task Reserve_rejects_a_role_whose_object_is_ready()
    {
        var item = await AddAsync();
        var ready = await AddRoleAsync(item.Id, Thumb);

        await Assert.ThrowsAsync<MediaConflictException>(() => TryReserveAsync(RoleRequest(item.Id, Thumb)));
        await Assert.ThrowsAsync<MediaConflictException>(() => TryReserveAsync(RoleRequest(item.Id, Thumb) with { TakeOver = true }));

        Assert.True(await ConfirmAsync(ready));
        Assert.Empty(await Catalog.FindUnreferencedAsync([ready.Location], Token));
    }

    [Fact]
    public async Task Reserve_never_reuses_an_attempt_number()
    {
        var item = await AddAsync();
        var first = await ReserveRoleAsync(item.Id, Thumb);
        await DeleteAttemptAsync(first);
        await PurgeAsync();

        var second = await ReserveRoleAsync(item.Id, Thumb);
        await DeleteAttemptAsync(second);
        await PurgeAsync();
        var third = await ReserveRoleAsync(item.Id, Thumb);

        Assert.Equal([1, 2, 3], [first.Attempt, second.Attempt, third.Attempt]);
        Assert.Equal(3, new[] { first, second, third }.Select(attempt => attempt.Location).Distinct().Count());
    }

    [Fact]
    public async Task Concurrent_reservations_of_a_role_grant_exactly_one()
    {
        var item = await AddAsync();

        var results = await RunConcurrentlyAsync(8, _ => TryReserveAsync(RoleRequest(item.Id, Thumb)));

        Assert.Single(results, result => result.Status == ReserveStatus.Granted);
        Assert.Equal(7, results.Count(result => result.Status == ReserveStatus.Busy));
    }

    [Fact]
    public async Task Concurrent_takeovers_of_a_role_allow_one_confirm()
    {
        var item = await AddAsync();
        var results = await RunConcurrentlyAsync(8, _ => TryReserveAsync(RoleRequest(item.Id, Thumb) with { TakeOver = true }));
        var reservations = results.Select(result => result.Reservation!).ToArray();

        var confirmed = await RunConcurrentlyAsync(8, number => ConfirmAsync(reservations[number]));

        Assert.Equal(Enumerable.Range(1, 8), reservations.Select(reservation => reservation.Attempt).Order());
        var winner = Assert.Single(confirmed.Index(), pair => pair.Item).Index;
        Assert.Equal(8, reservations[winner].Attempt);
    }
}
