namespace Unified.Media.Drivers;

/// <summary>Base class of catalog decorators. Passes every call and ability on to the decorated catalog.</summary>
public abstract class DelegatingMediaCatalog(IMediaCatalog inner) : IMediaCatalog
{
    /// <inheritdoc/>
    public virtual string ProviderName => Inner.ProviderName;

    /// <summary>The decorated catalog.</summary>
    protected IMediaCatalog Inner { get; } = inner ?? throw new ArgumentNullException(nameof(inner));

    /// <inheritdoc/>
    public virtual Task<Guid> GetCatalogIdAsync(CancellationToken cancellationToken) => Inner.GetCatalogIdAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ReserveResult> ReserveAsync(MediaUser user, ReserveRequest request, CancellationToken cancellationToken) =>
        Inner.ReserveAsync(user, request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<MediaItem?> PublishAsync(MediaUser user, PublishRequest request, CancellationToken cancellationToken) =>
        Inner.PublishAsync(user, request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<bool> ConfirmAsync(MediaUser user, ConfirmRequest request, CancellationToken cancellationToken) =>
        Inner.ConfirmAsync(user, request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<bool> AbandonAsync(MediaUser user, Reservation reservation, CancellationToken cancellationToken) =>
        Inner.AbandonAsync(user, reservation, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IReadOnlyList<MediaItem>> FindAsync(
        MediaUser user, IReadOnlyCollection<MediaId> ids, CancellationToken cancellationToken) =>
        Inner.FindAsync(user, ids, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<CatalogPage> ListAsync(MediaUser user, CatalogQuery query, CancellationToken cancellationToken) =>
        Inner.ListAsync(user, query, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<MediaFacets> CountAsync(
        MediaUser user, CatalogFilter filter, FacetOptions options, CancellationToken cancellationToken) =>
        Inner.CountAsync(user, filter, options, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<MediaItem?> UpdateAsync(MediaUser user, CatalogUpdate update, CancellationToken cancellationToken) =>
        Inner.UpdateAsync(user, update, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DeletedMedia?> MarkDeletedAsync(MediaUser user, MediaId id, CancellationToken cancellationToken) =>
        Inner.MarkDeletedAsync(user, id, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IReadOnlyList<LedgerObject>> ClaimUnfinishedAsync(int limit, CancellationToken cancellationToken) =>
        Inner.ClaimUnfinishedAsync(limit, cancellationToken);

    /// <inheritdoc/>
    public virtual Task CompleteDeletionAsync(LedgerObject deleted, CancellationToken cancellationToken) =>
        Inner.CompleteDeletionAsync(deleted, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<int> PurgeAsync(TimeSpan retention, CancellationToken cancellationToken) =>
        Inner.PurgeAsync(retention, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IReadOnlyList<ObjectLocation>> FindUnreferencedAsync(
        IReadOnlyCollection<ObjectLocation> locations, CancellationToken cancellationToken) =>
        Inner.FindUnreferencedAsync(locations, cancellationToken);

    /// <summary>
    /// Returns this decorator if it has the ability, otherwise the ability of the decorated catalog. Override this method to hide or wrap an ability.
    /// </summary>
    public virtual TAbility? GetAbility<TAbility>()
        where TAbility : class => this as TAbility ?? Inner.GetAbility<TAbility>();
}
