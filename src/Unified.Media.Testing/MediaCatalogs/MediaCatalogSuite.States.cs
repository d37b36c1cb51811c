using Unified.Media.Drivers;

namespace Unified.Media.Testing;

public abstract partial class MediaCatalogSuite<THarness>
{
    private protected async Task<Reservation> ArriveAsync(CatalogState state, string? _key = null)
    {
        if (state == CatalogState.Absent)
        {
            var id = MediaId.New(Time);
            return new(id, 1, ObjectLayout.UploadedImages.Locate(Owner.KeySegment!, id, 1, "png"), Time.GetUtcNow() + Lease);
        }

        var reservation = await ReserveAsync(_key);
        if (state is CatalogState.Overdue or CatalogState.Expired)
        {
            await ElapseAsync(Lease + TimeSpan.FromSeconds(1));
        }

        if (state is CatalogState.Ready or CatalogState.Deleted or CatalogState.Gone or CatalogState.Purged)
        {
            Assert.NotNull(await PublishAsync(reservation));
        }

        if (state is CatalogState.Abandoned or CatalogState.AbandonedAndGone)
        {
            Assert.True(await Catalog.AbandonAsync(Owner, reservation, Cancel));
        }

        if (state is CatalogState.Deleted or CatalogState.DeletedUnpublished or CatalogState.Gone or CatalogState.Purged)
        {
            Assert.NotNull(await Catalog.MarkDeletedAsync(Owner, reservation.Id, Cancel));
        }

        if (state is CatalogState.Expired)
        {
            Assert.Equal([ObjectOf(reservation)], await ClaimAsync(reservation.Id));
        }

        if (state is CatalogState.Gone or CatalogState.AbandonedAndGone or CatalogState.Purged)
        {
            await Catalog.CompleteDeletionAsync(ObjectOf(reservation), Cancel);
        }

        if (state is CatalogState.Purged)
        {
            await ElapseAsync(TimeSpan.FromDays(31));
            Assert.True(await Catalog.PurgeAsync(TimeSpan.FromDays(30), Cancel) > 0);
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
        for (var calls = 0; await catalog.ClaimUnfinishedAsync(limit, Cancel) is { Count: > 0 } some; calls++)
        {
            Assert.True(some.Count <= limit, "More rows were claimed than asked for.");
            Assert.True(calls < 10_000, "There is no end of claims: claimed rows are due again at once.");
            claimed.AddRange(some);
        }

        return claimed;
    }
}
