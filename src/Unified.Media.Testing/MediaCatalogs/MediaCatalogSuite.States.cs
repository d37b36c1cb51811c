using Unified.Media.Drivers;

namespace Unified.Media.Testing;

public abstract partial class MediaCatalogSuite<THarness>
{
    private protected async Task<Reservation> CreateInStateAsync(AttemptState state, string? key = null)
    {
        if (state == AttemptState.Absent)
        {
            var id = MediaId.New(Time);
            return new()
            {
                Id = id,
                Attempt = 1,
                Location = ObjectLayout.UploadedImages.Locate(Owner.KeySegment!, id, 1, "png"),
                LeaseUntil = Time.GetUtcNow() + Lease,
            };
        }

        var reservation = await ReserveAsync(key);
        if (state is AttemptState.LeaseExpired or AttemptState.ExpiredAndClaimed)
        {
            await AdvanceTimeAsync(Lease + TimeSpan.FromSeconds(1));
        }

        if (state is AttemptState.Ready or AttemptState.Deleted or AttemptState.Gone or AttemptState.Purged)
        {
            Assert.NotNull(await PublishAsync(reservation));
        }

        if (state is AttemptState.Abandoned or AttemptState.AbandonedAndGone)
        {
            Assert.True(await Catalog.AbandonAsync(Owner, reservation, Token));
        }

        if (state is AttemptState.Deleted or AttemptState.DeletedUnpublished or AttemptState.Gone or AttemptState.Purged)
        {
            Assert.NotNull(await Catalog.MarkDeletedAsync(Owner, reservation.Id, Token));
        }

        if (state is AttemptState.ExpiredAndClaimed)
        {
            Assert.Equal([ObjectOf(reservation)], await ClaimAsync(reservation.Id));
        }

        if (state is AttemptState.Gone or AttemptState.AbandonedAndGone or AttemptState.Purged)
        {
            await Catalog.CompleteDeletionAsync(ObjectOf(reservation), Token);
        }

        if (state is AttemptState.Purged)
        {
            await AdvanceTimeAsync(TimeSpan.FromDays(31));
            Assert.True(await Catalog.PurgeAsync(TimeSpan.FromDays(30), Token) > 0);
        }

        return reservation;
    }

    private protected async Task<LedgerObject[]> ClaimAsync(params MediaId[] ids)
    {
        var claimed = await ClaimAllAsync(Catalog, 100);
        return [.. claimed.Where(item => ids.Contains(item.Id)).OrderBy(item => item.Id).ThenBy(item => item.Attempt)];
    }

    private protected static async Task<List<LedgerObject>> ClaimAllAsync(IMediaCatalog catalog, int limit)
    {
        var claimed = new List<LedgerObject>();
        for (var calls = 0; await catalog.ClaimUnfinishedAsync(limit, Token) is { Count: > 0 } batch; calls++)
        {
            Assert.True(batch.Count <= limit, "A claim returned more rows than its limit.");
            Assert.True(calls < 10_000, "Claims do not end: claimed rows are due again immediately.");
            claimed.AddRange(batch);
        }

        return claimed;
    }
}
