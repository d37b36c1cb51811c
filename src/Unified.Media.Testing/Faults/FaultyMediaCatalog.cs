using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>A catalog whose calls go wrong by a plan.</summary>
public sealed class FaultyMediaCatalog(IMediaCatalog inner, FaultPlan plan) : DelegatingMediaCatalog(inner)
{
    /// <inheritdoc/>
    public override Task<Guid> GetCatalogIdAsync(CancellationToken cancellationToken) =>
        RunAsync(nameof(GetCatalogIdAsync), writes: false, () => Inner.GetCatalogIdAsync(cancellationToken));

    /// <inheritdoc/>
    public override Task<ReserveResult> ReserveAsync(MediaUser user, ReserveRequest request, CancellationToken cancellationToken) =>
        RunAsync(nameof(ReserveAsync), writes: true, () => Inner.ReserveAsync(user, request, cancellationToken));

    /// <inheritdoc/>
    public override Task<MediaItem?> PublishAsync(MediaUser user, PublishRequest request, CancellationToken cancellationToken) =>
        RunAsync(nameof(PublishAsync), writes: true, () => Inner.PublishAsync(user, request, cancellationToken));

    /// <inheritdoc/>
    public override Task<bool> ConfirmAsync(MediaUser user, ConfirmRequest request, CancellationToken cancellationToken) =>
        RunAsync(nameof(ConfirmAsync), writes: true, () => Inner.ConfirmAsync(user, request, cancellationToken));

    /// <inheritdoc/>
    public override Task<bool> AbandonAsync(MediaUser user, Reservation reservation, CancellationToken cancellationToken) =>
        RunAsync(nameof(AbandonAsync), writes: true, () => Inner.AbandonAsync(user, reservation, cancellationToken));

    /// <inheritdoc/>
    public override Task<IReadOnlyList<MediaItem>> FindAsync(
        MediaUser user, IReadOnlyCollection<MediaId> ids, CancellationToken cancellationToken) =>
        RunAsync(nameof(FindAsync), writes: false, () => Inner.FindAsync(user, ids, cancellationToken));

    /// <inheritdoc/>
    public override Task<CatalogPage> ListAsync(MediaUser user, CatalogQuery query, CancellationToken cancellationToken) =>
        RunAsync(nameof(ListAsync), writes: false, () => Inner.ListAsync(user, query, cancellationToken));

    /// <inheritdoc/>
    public override Task<MediaFacets> CountAsync(
        MediaUser user, CatalogFilter filter, FacetOptions counting, CancellationToken cancellationToken) =>
        RunAsync(nameof(CountAsync), writes: false, () => Inner.CountAsync(user, filter, counting, cancellationToken));

    /// <inheritdoc/>
    public override Task<MediaItem?> UpdateAsync(MediaUser user, CatalogUpdate update, CancellationToken cancellationToken) =>
        RunAsync(nameof(UpdateAsync), writes: true, () => Inner.UpdateAsync(user, update, cancellationToken));

    /// <inheritdoc/>
    public override Task<DeletedMedia?> MarkDeletedAsync(MediaUser user, MediaId id, CancellationToken cancellationToken) =>
        RunAsync(nameof(MarkDeletedAsync), writes: true, () => Inner.MarkDeletedAsync(user, id, cancellationToken));

    /// <inheritdoc/>
    public override Task<IReadOnlyList<LedgerObject>> ClaimUnfinishedAsync(int limit, CancellationToken cancellationToken) =>
        RunAsync(nameof(ClaimUnfinishedAsync), writes: true, () => Inner.ClaimUnfinishedAsync(limit, cancellationToken));

    /// <inheritdoc/>
    public override Task CompleteDeletionAsync(LedgerObject deleted, CancellationToken cancellationToken) =>
        plan.RunAsync(ProviderName, Name(nameof(CompleteDeletionAsync)), writes: true, () => Inner.CompleteDeletionAsync(deleted, cancellationToken));

    /// <inheritdoc/>
    public override Task<int> PurgeAsync(TimeSpan retention, CancellationToken cancellationToken) =>
        RunAsync(nameof(PurgeAsync), writes: true, () => Inner.PurgeAsync(retention, cancellationToken));

    /// <inheritdoc/>
    public override Task<IReadOnlyList<ObjectLocation>> FindUnreferencedAsync(
        IReadOnlyCollection<ObjectLocation> locations, CancellationToken cancellationToken) =>
        RunAsync(nameof(FindUnreferencedAsync), writes: false, () => Inner.FindUnreferencedAsync(locations, cancellationToken));

    private Task<T> RunAsync<T>(string call, bool writes, Func<Task<T>> execute) =>
        plan.RunAsync(ProviderName, Name(call), writes, execute);

    private static string Name(string call) => $"{nameof(IMediaCatalog)}.{call}";
}
