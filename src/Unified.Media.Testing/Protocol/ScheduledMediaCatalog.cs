using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>A catalog decorator. The calls of uploads, lists, deletes, the janitor and the sweeper wait for the turn of their actor.</summary>
internal sealed class ScheduledMediaCatalog(IMediaCatalog inner, DeterministicScheduler scheduler) : DelegatingMediaCatalog(inner)
{
    public override async Task<ReserveResult> ReserveAsync(MediaUser user, ReserveRequest request, CancellationToken cancellationToken)
    {
        await scheduler.WaitForTurnAsync().ConfigureAwait(false);
        return await base.ReserveAsync(user, request, cancellationToken).ConfigureAwait(false);
    }

    public override async Task<MediaItem?> PublishAsync(MediaUser user, PublishRequest request, CancellationToken cancellationToken)
    {
        await scheduler.WaitForTurnAsync().ConfigureAwait(false);
        return await base.PublishAsync(user, request, cancellationToken).ConfigureAwait(false);
    }

    public override async Task<bool> ConfirmAsync(MediaUser user, ConfirmRequest request, CancellationToken cancellationToken)
    {
        await scheduler.WaitForTurnAsync().ConfigureAwait(false);
        return await base.ConfirmAsync(user, request, cancellationToken).ConfigureAwait(false);
    }

    public override async Task<bool> AbandonAsync(MediaUser user, Reservation reservation, CancellationToken cancellationToken)
    {
        await scheduler.WaitForTurnAsync().ConfigureAwait(false);
        return await base.AbandonAsync(user, reservation, cancellationToken).ConfigureAwait(false);
    }

    public override async Task<CatalogPage> ListAsync(MediaUser user, CatalogQuery query, CancellationToken cancellationToken)
    {
        await scheduler.WaitForTurnAsync().ConfigureAwait(false);
        return await base.ListAsync(user, query, cancellationToken).ConfigureAwait(false);
    }

    public override async Task<DeletedMedia?> MarkDeletedAsync(MediaUser user, MediaId id, CancellationToken cancellationToken)
    {
        await scheduler.WaitForTurnAsync().ConfigureAwait(false);
        return await base.MarkDeletedAsync(user, id, cancellationToken).ConfigureAwait(false);
    }

    public override async Task<IReadOnlyList<LedgerObject>> ClaimUnfinishedAsync(int limit, CancellationToken cancellationToken)
    {
        await scheduler.WaitForTurnAsync().ConfigureAwait(false);
        return await base.ClaimUnfinishedAsync(limit, cancellationToken).ConfigureAwait(false);
    }

    public override async Task CompleteDeletionAsync(LedgerObject deleted, CancellationToken cancellationToken)
    {
        await scheduler.WaitForTurnAsync().ConfigureAwait(false);
        await base.CompleteDeletionAsync(deleted, cancellationToken).ConfigureAwait(false);
    }

    public override async Task<IReadOnlyList<ObjectLocation>> FindUnreferencedAsync(
        IReadOnlyCollection<ObjectLocation> locations, CancellationToken cancellationToken)
    {
        await scheduler.WaitForTurnAsync().ConfigureAwait(false);
        return await base.FindUnreferencedAsync(locations, cancellationToken).ConfigureAwait(false);
    }
}
