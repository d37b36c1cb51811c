namespace Unified.Media.Drivers;

/// <summary>
/// Base class of object store decorators. Passes every call and ability on to the decorated store. A decorator that changes
/// <see cref="DeleteAsync"/> must also decorate or hide <see cref="IObjectBatchDelete"/>, because the core uses either to delete.
/// </summary>
public abstract class DelegatingObjectStore(IObjectStore inner) : IObjectStore
{
    /// <inheritdoc/>
    public virtual string ProviderName => Inner.ProviderName;

    /// <summary>The decorated store.</summary>
    protected IObjectStore Inner { get; } = inner ?? throw new ArgumentNullException(nameof(inner));

    /// <inheritdoc/>
    public virtual Task<StoredObject> PutAsync(
        ObjectLocation location, ObjectBody body, PutOptions options, CancellationToken cancellationToken) =>
        Inner.PutAsync(location, body, options, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ObjectContent?> OpenReadAsync(ObjectLocation location, ByteRange? range, CancellationToken cancellationToken) =>
        Inner.OpenReadAsync(location, range, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<StoredObject?> HeadAsync(ObjectLocation location, CancellationToken cancellationToken) =>
        Inner.HeadAsync(location, cancellationToken);

    /// <inheritdoc/>
    public virtual Task DeleteAsync(ObjectLocation location, CancellationToken cancellationToken) =>
        Inner.DeleteAsync(location, cancellationToken);

    /// <summary>
    /// Returns this decorator if it has the ability, otherwise the ability of the decorated store. Override this method to hide or wrap an ability.
    /// </summary>
    public virtual TAbility? GetAbility<TAbility>()
        where TAbility : class => this as TAbility ?? Inner.GetAbility<TAbility>();
}
