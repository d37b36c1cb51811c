using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>Objects of an item beside its original: the same states and rules in every role, bound to an item that is visible.</summary>
public abstract partial class MediaCatalogRoleTests<THarness> : MediaCatalogSuite<THarness>
    where THarness : MediaCatalogHarness, new()
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly ObjectRole Thumb = ObjectRole.Parse("thumb-320");
    private static readonly ObjectRole Poster = ObjectRole.Parse("poster");

    /// <summary>The states of an original whose item is not visible.</summary>
    public static TheoryData<CatalogState> Invisible =>
        [.. Enum.GetValues<CatalogState>().Where(state => state != CatalogState.Ready)];

    [Fact]
    public async Task Reserve_grants_attempts_of_every_role_of_an_item()
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
    public async Task Reserve_rejects_a_role_of_an_item_that_is_not_visible(CatalogState state)
    {
        var original = await ArriveAsync(state);

        await Assert.ThrowsAsync<MediaNotFoundException>(() => AskAsync(RoleRequest(original.Id, Thumb)));

        Assert.Equal(state is CatalogState.Pending or CatalogState.Overdue, await PublishAsync(original) is not null);
    }

    [Fact]
    public async Task Reserve_rejects_a_role_of_another_owners_item()
    {
        var item = await AddAsync(item => item with { Visibility = Visibility.Public });

        await Assert.ThrowsAsync<MediaNotFoundException>(() => AskAsync(RoleRequest(item.Id, Thumb), Other));
        await Assert.ThrowsAsync<MediaAccessDeniedException>(() => AskAsync(RoleRequest(item.Id, Thumb), MediaUser.Anonymous));

        Assert.Equal(1, (await ReserveRoleAsync(item.Id, Thumb)).Attempt);
    }

    [Fact]
    public async Task Reserve_is_busy_while_an_attempt_of_the_role_lives()
    {
        var item = await AddAsync();
        var first = await ReserveRoleAsync(item.Id, Thumb);

        var second = await AskAsync(RoleRequest(item.Id, Thumb));

        Assert.Equal(ReserveStatus.Busy, second.Status);
        Assert.Null(second.Reservation);
        Assert.True(await ConfirmAsync(first));
    }

    [Fact]
    public async Task Reserve_takes_a_living_attempt_of_a_role_over()
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
        await ElapseAsync(Lease + Second);
        Assert.Equal([ObjectOf(first)], await ClaimAsync(item.Id));
    }

    [Fact]
    public async Task Reserve_takes_an_expired_attempt_of_a_role_over()
    {
        var item = await AddAsync();
        var first = await ReserveRoleAsync(item.Id, Thumb);
        await ElapseAsync(Lease + Second);

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

        await Assert.ThrowsAsync<MediaConflictException>(() => AskAsync(RoleRequest(item.Id, Thumb)));
        await Assert.ThrowsAsync<MediaConflictException>(() => AskAsync(RoleRequest(item.Id, Thumb) with { TakeOver = true }));

        Assert.True(await ConfirmAsync(ready));
        Assert.Empty(await Catalog.FindUnreferencedAsync([ready.Location], Cancel));
    }

    [Fact]
    public async Task Reserve_never_uses_the_number_of_an_attempt_again()
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
    public async Task Reserve_grants_a_role_to_one_of_many_callers()
    {
        var item = await AddAsync();

        var results = await AtOnceAsync(8, _ => AskAsync(RoleRequest(item.Id, Thumb)));

        Assert.Single(results, result => result.Status == ReserveStatus.Granted);
        Assert.Equal(7, results.Count(result => result.Status == ReserveStatus.Busy));
    }

    [Fact]
    public async Task Of_takeovers_of_a_role_at_once_one_can_confirm()
    {
        var item = await AddAsync();
        var results = await AtOnceAsync(8, _ => AskAsync(RoleRequest(item.Id, Thumb) with { TakeOver = true }));
        var reservations = results.Select(result => result.Reservation!).ToArray();

        var confirmed = await AtOnceAsync(8, number => ConfirmAsync(reservations[number]));

        Assert.Equal(Enumerable.Range(1, 8), reservations.Select(reservation => reservation.Attempt).Order());
        var winner = Assert.Single(confirmed.Index(), pair => pair.Item).Index;
        Assert.Equal(8, reservations[winner].Attempt);
    }

    [Fact]
    public async Task Confirm_makes_an_attempt_ready_and_again()
    {
        var item = await AddAsync();
        var attempt = await ReserveRoleAsync(item.Id, Thumb);
        await ElapseAsync(Lease + Second);

        Assert.True(await ConfirmAsync(attempt));
        Assert.True(await ConfirmAsync(attempt));

        Assert.False(await Catalog.AbandonAsync(Owner, attempt, Cancel));
        await ElapseAsync(TimeSpan.FromDays(3));
        Assert.Empty(await ClaimAsync(item.Id));
        AssertSame(item, await FindAsync(item.Id));
        Assert.Single(await ListAsync(Query()));
    }

    [Fact]
    public async Task Confirm_rejects_what_is_not_the_attempt()
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
    public async Task Abandon_gives_one_role_up_and_not_another()
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
    public async Task Confirm_and_abandon_at_once_have_one_winner()
    {
        var item = await AddAsync();
        for (var round = 0; round < 20; round++)
        {
            var attempt = await ReserveRoleAsync(item.Id, ObjectRole.Parse($"round-{round}"));

            var outcomes = await AtOnceAsync(
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
        var result = await AskAsync(RoleRequest(id, role) with { TakeOver = takeOver });
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
        await ElapseAsync(TimeSpan.FromDays(31));
        await Catalog.PurgeAsync(TimeSpan.FromDays(30), Cancel);
    }
}
