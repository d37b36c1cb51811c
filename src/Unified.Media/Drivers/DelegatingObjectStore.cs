namespace Unified.Media.Drivers;

/// <summary>
/// The base of object store decorators: passes everything through, abilities included. A decorator that changes <see cref="DeleteAsync"/>
/// also decorates <see cref="IObjectBatchDelete"/>, or hides it: the core deletes through either.
/// </summary>
public abstract class DelegatingObjectStore(IObjectStore inner) : IObjectStore
{
    /// <inheritdoc/>
    public virtual string ProviderName => Inner.ProviderName;

    /// <summary>What is decorated.</summary>
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

    /// <summary>The decorator itself where it has the ability, else what is decorated. Override to hide or wrap an ability.</summary>
    public virtual TAbility? GetAbility<TAbility>()
        where TAbility : class => this as TAbility ?? Inner.GetAbility<TAbility>();
}
