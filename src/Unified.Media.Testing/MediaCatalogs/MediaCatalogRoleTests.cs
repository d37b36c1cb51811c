using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>Tests that derived objects are confirmed and abandoned. Every role has separate attempts and requires a published item.</summary>
public abstract partial class MediaCatalogRoleTests<THarness> : MediaCatalogSuite<THarness>
    where THarness : MediaCatalogHarness, new()
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly ObjectRole Thumb = ObjectRole.Parse("thumb-320");
    private static readonly ObjectRole Poster = ObjectRole.Parse("poster");

    [Fact]
    public async Task Confirm_can_be_repeated()
    {
        var item = await AddAsync();
        var attempt = await ReserveRoleAsync(item.Id, Thumb);
        await AdvanceTimeAsync(Lease + Second);

        Assert.True(await ConfirmAsync(attempt));
        Assert.True(await ConfirmAsync(attempt));

        Assert.False(await Catalog.AbandonAsync(Owner, attempt, Token));
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
        var user = UserOf(principal);

        Assert.False(await ConfirmAsync(attempt, user));
        Assert.False(await Catalog.AbandonAsync(user, attempt, Token));

        Assert.True(await ConfirmAsync(attempt));
        Assert.False(await ConfirmAsync(attempt, user));
    }

    [Fact]
    public async Task Abandon_affects_one_role_only()
    {
        var item = await AddAsync();
        var thumb = await ReserveRoleAsync(item.Id, Thumb);
        var poster = await ReserveRoleAsync(item.Id, Poster);

        Assert.False(await Catalog.AbandonAsync(Owner, thumb with { Role = ObjectRole.Parse("banner") }, Token));
        Assert.True(await Catalog.AbandonAsync(Owner, thumb, Token));
        Assert.False(await Catalog.AbandonAsync(Owner, thumb, Token));

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
                2, caller => caller == 0 ? ConfirmAsync(attempt) : Catalog.AbandonAsync(Owner, attempt, Token));

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
        Token);

    private async Task<Reservation> AddRoleAsync(MediaId id, ObjectRole role)
    {
        var reservation = await ReserveRoleAsync(id, role);
        Assert.True(await ConfirmAsync(reservation));
        return reservation;
    }

    private async Task DeleteAttemptAsync(Reservation attempt)
    {
        Assert.True(await Catalog.AbandonAsync(Owner, attempt, Token));
        Assert.Equal([ObjectOf(attempt)], await ClaimAsync(attempt.Id));
        await Catalog.CompleteDeletionAsync(ObjectOf(attempt), Token);
    }

    private async Task PurgeAsync()
    {
        await AdvanceTimeAsync(TimeSpan.FromDays(31));
        await Catalog.PurgeAsync(TimeSpan.FromDays(30), Token);
    }
}
