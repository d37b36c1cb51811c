using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>Tests derived objects: every role has the same states and rules and requires a visible item.</summary>
public abstract partial class MediaCatalogRoleTests<THarness> : MediaCatalogSuite<THarness>
    where THarness : MediaCatalogHarness, new()
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly ObjectRole Thumb = ObjectRole.Parse("thumb-320");
    private static readonly ObjectRole Poster = ObjectRole.Parse("poster");

    /// <summary>The states of an original without a visible item.</summary>
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
        Assert.False(await Catalog.AbandonAsync(Owner, first, Cancel));
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
        Assert.Empty(await Catalog.FindUnreferencedAsync([ready.Location], Cancel));
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

    [Fact]
    public async Task Confirm_can_be_repeated()
    {
        var item = await AddAsync();
        var attempt = await ReserveRoleAsync(item.Id, Thumb);
        await AdvanceTimeAsync(Lease + Second);

        Assert.True(await ConfirmAsync(attempt));
        Assert.True(await ConfirmAsync(attempt));

        Assert.False(await Catalog.AbandonAsync(Owner, attempt, Cancel));
        await AdvanceTimeAsync(TimeSpan.FromDays(3));
        Assert.Empty(await ClaimAsync(item.Id));
        AssertSame(item, await FindAsync(item.Id));
        Assert.Single(await ListAsync(Query()));
    }

    [Fact]
    public async Task Confirm_rejects_another_attempt()
    {
        var item = await AddAsync();
        var attempt = await ReserveRoleAsync(item.Id, Thumb);
        var pending = await ReserveAsync();

        Assert.False(await ConfirmAsync(attempt with { Attempt = 2 }));
        Assert.False(await ConfirmAsync(attempt with { Role = Poster }));
        Assert.False(await ConfirmAsync(attempt with { Id = pending.Id }));
        Assert.False(await ConfirmAsync(attempt with { Role = ObjectRole.Original }));
        Assert.False(await ConfirmAsync(pending));

        Assert.Null(await FindAsync(pending.Id));
        Assert.NotNull(await PublishAsync(pending));
        Assert.True(await ConfirmAsync(attempt));
    }

    [Theory]
    [InlineData(CatalogPrincipal.Other)]
    [InlineData(CatalogPrincipal.Anonymous)]
    [InlineData(CatalogPrincipal.Service)]
    public async Task Confirm_and_abandon_reject_another_user(CatalogPrincipal principal)
    {
        var item = await AddAsync(item => item with { Visibility = Visibility.Public });
        var attempt = await ReserveRoleAsync(item.Id, Thumb);
        var user = principal switch
        {
            CatalogPrincipal.Other => Other,
            CatalogPrincipal.Anonymous => MediaUser.Anonymous,
            _ => MediaUser.Service,
        };

        Assert.False(await ConfirmAsync(attempt, user));
        Assert.False(await Catalog.AbandonAsync(user, attempt, Cancel));

        Assert.True(await ConfirmAsync(attempt));
        Assert.False(await ConfirmAsync(attempt, user));
    }

    [Fact]
    public async Task Abandon_affects_one_role_only()
    {
        var item = await AddAsync();
        var thumb = await ReserveRoleAsync(item.Id, Thumb);
        var poster = await ReserveRoleAsync(item.Id, Poster);

        Assert.False(await Catalog.AbandonAsync(Owner, thumb with { Role = ObjectRole.Parse("banner") }, Cancel));
        Assert.True(await Catalog.AbandonAsync(Owner, thumb, Cancel));
        Assert.False(await Catalog.AbandonAsync(Owner, thumb, Cancel));

        Assert.False(await ConfirmAsync(thumb));
        Assert.True(await ConfirmAsync(poster));
        Assert.Equal([ObjectOf(thumb)], await ClaimAsync(item.Id));
        AssertSame(item, await FindAsync(item.Id));
        Assert.Equal(2, (await ReserveRoleAsync(item.Id, Thumb)).Attempt);
    }

    [Fact]
    public async Task Concurrent_confirm_and_abandon_have_one_winner()
    {
        var item = await AddAsync();
        for (var round = 0; round < 20; round++)
        {
            var attempt = await ReserveRoleAsync(item.Id, ObjectRole.Parse($"round-{round}"));

            var outcomes = await RunConcurrentlyAsync(
                2, caller => caller == 0 ? ConfirmAsync(attempt) : Catalog.AbandonAsync(Owner, attempt, Cancel));

            Assert.Single(outcomes, won => won);
            Assert.Equal(outcomes[0], await ConfirmAsync(attempt));
        }
    }

    private static ReserveRequest RoleRequest(MediaId id, ObjectRole role) => new()
    {
        Id = id,
        Role = role,
        Layout = ObjectLayout.UploadedImages,
        Extension = "webp",
        Lease = Lease,
    };

    private async Task<Reservation> ReserveRoleAsync(MediaId id, ObjectRole role, bool takeOver = false)
    {
        var result = await TryReserveAsync(RoleRequest(id, role) with { TakeOver = takeOver });
        Assert.Equal(ReserveStatus.Granted, result.Status);
        return result.Reservation!;
    }

    private Task<bool> ConfirmAsync(Reservation reservation, MediaUser? user = null) => Catalog.ConfirmAsync(
        user ?? Owner,
        new() { Reservation = reservation, ContentType = "image/webp", SizeBytes = 77, Sha256 = Sha('d') },
        Cancel);

    private async Task<Reservation> AddRoleAsync(MediaId id, ObjectRole role)
    {
        var reservation = await ReserveRoleAsync(id, role);
        Assert.True(await ConfirmAsync(reservation));
        return reservation;
    }

    private async Task DeleteAttemptAsync(Reservation attempt)
    {
        Assert.True(await Catalog.AbandonAsync(Owner, attempt, Cancel));
        Assert.Equal([ObjectOf(attempt)], await ClaimAsync(attempt.Id));
        await Catalog.CompleteDeletionAsync(ObjectOf(attempt), Cancel);
    }

    private async Task PurgeAsync()
    {
        await AdvanceTimeAsync(TimeSpan.FromDays(31));
        await Catalog.PurgeAsync(TimeSpan.FromDays(30), Cancel);
    }
}
