using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>A catalog decorator that injects the faults of a <see cref="FaultPlan"/>.</summary>
public sealed class FaultyMediaCatalog(IMediaCatalog inner, FaultPlan plan) : DelegatingMediaCatalog(inner)
{
    /// <inheritdoc/>
    public override Task<Guid> GetCatalogIdAsync(CancellationToken cancellationToken) =>
        InvokeAsync(nameof(GetCatalogIdAsync), isWrite: false, () => Inner.GetCatalogIdAsync(cancellationToken));

    /// <inheritdoc/>
    public override Task<ReserveResult> ReserveAsync(MediaUser user, ReserveRequest request, CancellationToken cancellationToken) =>
        InvokeAsync(nameof(ReserveAsync), isWrite: true, () => Inner.ReserveAsync(user, request, cancellationToken));

    /// <inheritdoc/>
    public override Task<MediaItem?> PublishAsync(MediaUser user, PublishRequest request, CancellationToken cancellationToken) =>
        InvokeAsync(nameof(PublishAsync), isWrite: true, () => Inner.PublishAsync(user, request, cancellationToken));

    /// <inheritdoc/>
    public override Task<bool> ConfirmAsync(MediaUser user, ConfirmRequest request, CancellationToken cancellationToken) =>
        InvokeAsync(nameof(ConfirmAsync), isWrite: true, () => Inner.ConfirmAsync(user, request, cancellationToken));

    /// <inheritdoc/>
    public override Task<bool> AbandonAsync(MediaUser user, Reservation reservation, CancellationToken cancellationToken) =>
        InvokeAsync(nameof(AbandonAsync), isWrite: true, () => Inner.AbandonAsync(user, reservation, cancellationToken));

    /// <inheritdoc/>
    public override Task<IReadOnlyList<MediaItem>> FindAsync(
        MediaUser user, IReadOnlyCollection<MediaId> ids, CancellationToken cancellationToken) =>
        InvokeAsync(nameof(FindAsync), isWrite: false, () => Inner.FindAsync(user, ids, cancellationToken));

    /// <inheritdoc/>
    public override Task<CatalogPage> ListAsync(MediaUser user, CatalogQuery query, CancellationToken cancellationToken) =>
        InvokeAsync(nameof(ListAsync), isWrite: false, () => Inner.ListAsync(user, query, cancellationToken));

    /// <inheritdoc/>
    public override Task<MediaFacets> CountAsync(
        MediaUser user, CatalogFilter filter, FacetOptions options, CancellationToken cancellationToken) =>
        InvokeAsync(nameof(CountAsync), isWrite: false, () => Inner.CountAsync(user, filter, options, cancellationToken));

    /// <inheritdoc/>
    public override Task<MediaItem?> UpdateAsync(MediaUser user, CatalogUpdate update, CancellationToken cancellationToken) =>
        InvokeAsync(nameof(UpdateAsync), isWrite: true, () => Inner.UpdateAsync(user, update, cancellationToken));

    /// <inheritdoc/>
    public override Task<DeletedMedia?> MarkDeletedAsync(MediaUser user, MediaId id, CancellationToken cancellationToken) =>
        InvokeAsync(nameof(MarkDeletedAsync), isWrite: true, () => Inner.MarkDeletedAsync(user, id, cancellationToken));

    /// <inheritdoc/>
    public override Task<IReadOnlyList<LedgerObject>> ClaimUnfinishedAsync(int limit, CancellationToken cancellationToken) =>
        InvokeAsync(nameof(ClaimUnfinishedAsync), isWrite: true, () => Inner.ClaimUnfinishedAsync(limit, cancellationToken));

    /// <inheritdoc/>
    public override Task CompleteDeletionAsync(LedgerObject deleted, CancellationToken cancellationToken) =>
        plan.InvokeAsync(
            ProviderName,
            Name(nameof(CompleteDeletionAsync)),
            isWrite: true,
            () => Inner.CompleteDeletionAsync(deleted, cancellationToken));

    /// <inheritdoc/>
    public override Task<int> PurgeAsync(TimeSpan retention, CancellationToken cancellationToken) =>
        InvokeAsync(nameof(PurgeAsync), isWrite: true, () => Inner.PurgeAsync(retention, cancellationToken));

    /// <inheritdoc/>
    public override Task<IReadOnlyList<ObjectLocation>> FindUnreferencedAsync(
        IReadOnlyCollection<ObjectLocation> locations, CancellationToken cancellationToken) =>
        InvokeAsync(nameof(FindUnreferencedAsync), isWrite: false, () => Inner.FindUnreferencedAsync(locations, cancellationToken));

    private Task<T> InvokeAsync<T>(string call, bool isWrite, Func<Task<T>> execute) =>
        plan.InvokeAsync(ProviderName, Name(call), isWrite, execute);

    private static string Name(string call) => $"{nameof(IMediaCatalog)}.{call}";
}
