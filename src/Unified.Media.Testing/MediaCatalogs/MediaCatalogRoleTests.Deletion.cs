using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>Tests the deletion of derived objects: with their item, after a crash, by the janitor and by the sweeper.</summary>
public abstract partial class MediaCatalogRoleTests<THarness>
{
    [Fact]
    public async Task MarkDeleted_returns_the_objects_of_every_role()
    {
        var original = await ReserveAsync();
        Assert.NotNull(await PublishAsync(original));
        var ready = await AddRoleAsync(original.Id, Thumb);
        var takenOver = await ReserveRoleAsync(original.Id, Poster);
        var pending = await ReserveRoleAsync(original.Id, Poster, takeOver: true);
        var expected = new[] { original, ready, takenOver, pending }.Select(ObjectOf).ToHashSet();

        var deleted = await Catalog.MarkDeletedAsync(Owner, original.Id, Token);
        var repeatedDelete = await Catalog.MarkDeletedAsync(Owner, original.Id, Token);

        Assert.Equal(expected, deleted!.Objects.ToHashSet());
        Assert.Equal(expected, repeatedDelete!.Objects.ToHashSet());
        Assert.False(await ConfirmAsync(pending));
        Assert.False(await ConfirmAsync(ready));
        await Assert.ThrowsAsync<MediaNotFoundException>(() => TryReserveAsync(RoleRequest(original.Id, Thumb)));
        await AdvanceTimeAsync(Lease + Second);
        Assert.Equal(expected, (await ClaimAsync(original.Id)).ToHashSet());
    }

    [Theory]
    [InlineData(CatalogPrincipal.Owner)]
    [InlineData(CatalogPrincipal.Service)]
    public async Task MarkDeleted_returns_roles_to_permitted_users(CatalogPrincipal principal)
    {
        var original = await ReserveAsync();
        Assert.NotNull(await PublishAsync(original));
        var thumb = await AddRoleAsync(original.Id, Thumb);

        Assert.Null(await Catalog.MarkDeletedAsync(Other, original.Id, Token));
        Assert.Empty(await ClaimAsync(original.Id));
        var deleted = await Catalog.MarkDeletedAsync(principal == CatalogPrincipal.Owner ? Owner : MediaUser.Service, original.Id, Token);

        Assert.Equal([ObjectOf(original), ObjectOf(thumb)], deleted!.Objects.OrderBy(item => item.Location.Key.Length));
    }

    [Fact]
    public async Task Concurrent_confirm_and_delete_leave_no_ready_role()
    {
        for (var round = 0; round < 20; round++)
        {
            var item = await AddAsync();

            var derivation = Task.Run(() => DeriveAsync(item.Id), Token);
            var deleted = await Task.Run(() => Catalog.MarkDeletedAsync(Owner, item.Id, Token), Token);
            var derived = await derivation;

            Assert.NotNull(deleted);
            if (derived is not null)
            {
                Assert.False(await ConfirmAsync(derived));
                await AdvanceTimeAsync(Lease + Second);
                Assert.Contains(ObjectOf(derived), await ClaimAsync(item.Id));
            }
        }
    }

    [Fact]
    public async Task CompleteDeletion_affects_one_role_only()
    {
        var original = await ReserveAsync();
        Assert.NotNull(await PublishAsync(original));
        var thumb = await AddRoleAsync(original.Id, Thumb);
        var poster = await AddRoleAsync(original.Id, Poster);
        Reservation[] all = [original, thumb, poster];
        await Catalog.CompleteDeletionAsync(ObjectOf(thumb), Token);
        Assert.Empty(await Catalog.FindUnreferencedAsync([thumb.Location], Token));
        await Catalog.MarkDeletedAsync(Owner, original.Id, Token);

        await Catalog.CompleteDeletionAsync(ObjectOf(thumb), Token);

        Assert.Equal([thumb.Location], await Catalog.FindUnreferencedAsync([.. all.Select(attempt => attempt.Location)], Token));
        Assert.Equal(
            new[] { original, poster }.Select(ObjectOf).ToHashSet(),
            (await Catalog.MarkDeletedAsync(Owner, original.Id, Token))!.Objects.ToHashSet());
        await Catalog.CompleteDeletionAsync(ObjectOf(poster), Token);
        await Catalog.CompleteDeletionAsync(ObjectOf(original), Token);
        Assert.Null(await Catalog.MarkDeletedAsync(Owner, original.Id, Token));
    }

    [Fact]
    public async Task Claim_returns_an_attempt_left_by_a_crash()
    {
        var item = await AddAsync();
        var crashed = await ReserveRoleAsync(item.Id, Thumb);
        var ready = await AddRoleAsync(item.Id, Poster);
        await AdvanceTimeAsync(Lease - Second);
        Assert.Empty(await ClaimAsync(item.Id));

        await AdvanceTimeAsync(Second + Second);

        Assert.Equal([ObjectOf(crashed)], await ClaimAsync(item.Id));
        Assert.False(await ConfirmAsync(crashed));
        Assert.True(await ConfirmAsync(ready));
        AssertSame(item, await FindAsync(item.Id));
        await Catalog.CompleteDeletionAsync(ObjectOf(crashed), Token);
        Assert.Equal(2, (await ReserveRoleAsync(item.Id, Thumb)).Attempt);
    }

    [Fact]
    public async Task Claim_returns_a_role_again_after_a_growing_delay()
    {
        var item = await AddAsync();
        var attempt = await ReserveRoleAsync(item.Id, Thumb);
        Assert.True(await Catalog.AbandonAsync(Owner, attempt, Token));
        for (var claims = 1; claims <= 4; claims++)
        {
            Assert.Equal([ObjectOf(attempt)], await ClaimAsync(item.Id));
            await AdvanceTimeAsync(ClaimRetryDelay.AfterClaims(claims) - Second);
            Assert.Empty(await ClaimAsync(item.Id));
            await AdvanceTimeAsync(Second + Second);
        }
    }

    [Fact]
    public async Task FindUnreferenced_omits_referenced_objects_of_every_role()
    {
        var item = await AddAsync();
        var pending = await ReserveRoleAsync(item.Id, Thumb);
        var ready = await AddRoleAsync(item.Id, Poster);
        var deleting = await ReserveRoleAsync(item.Id, ObjectRole.Parse("banner"));
        await Catalog.AbandonAsync(Owner, deleting, Token);
        var gone = await ReserveRoleAsync(item.Id, ObjectRole.Parse("gone"));
        await Catalog.AbandonAsync(Owner, gone, Token);
        await Catalog.CompleteDeletionAsync(ObjectOf(gone), Token);
        var unknown = ObjectLayout.UploadedImages.Locate(Owner.KeySegment!, item.Id, 2, "webp", Thumb);

        var unreferenced = await Catalog.FindUnreferencedAsync(
            [pending.Location, ready.Location, deleting.Location, gone.Location, unknown], Token);

        Assert.Equal(new[] { gone.Location, unknown }.ToHashSet(), unreferenced.ToHashSet());
    }

    [Fact]
    public async Task Purge_removes_the_tombstones_of_every_role()
    {
        // Earlier tests on a shared database may have advanced their clocks by years. Purge everything at a later time first.
        await AdvanceTimeAsync(TimeSpan.FromDays(5_000));
        await Catalog.PurgeAsync(TimeSpan.Zero, Token);
        var item = await AddAsync();
        await DeleteAttemptAsync(await ReserveRoleAsync(item.Id, Thumb));
        await AddRoleAsync(item.Id, Thumb);
        await AddRoleAsync(item.Id, Poster);
        foreach (var deleted in (await Catalog.MarkDeletedAsync(Owner, item.Id, Token))!.Objects)
        {
            await Catalog.CompleteDeletionAsync(deleted, Token);
        }

        await AdvanceTimeAsync(TimeSpan.FromDays(7) - Second);
        var purgedBeforeRetention = await Catalog.PurgeAsync(TimeSpan.FromDays(7), Token);
        await AdvanceTimeAsync(Second + Second);
        var purgedAfterRetention = await Catalog.PurgeAsync(TimeSpan.FromDays(7), Token);

        Assert.Equal((0, 4), (purgedBeforeRetention, purgedAfterRetention));
        Assert.Equal(0, await Catalog.PurgeAsync(TimeSpan.FromDays(7), Token));
    }

    private async Task<Reservation?> DeriveAsync(MediaId id)
    {
        try
        {
            var reservation = await ReserveRoleAsync(id, Thumb);
            await ConfirmAsync(reservation);
            return reservation;
        }
        catch (MediaNotFoundException)
        {
            return null;
        }
    }
}
