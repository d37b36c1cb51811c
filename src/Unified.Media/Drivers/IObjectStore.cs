namespace Unified.Media.Drivers;

/// <summary>The contract of an object store driver. An object store stores bytes by bucket and key.</summary>
/// <remarks>
/// Only the core calls an object store, so arguments are valid, and <see cref="ObjectLayout"/> has composed the keys. Implementations are safe
/// for concurrent use. They throw <see cref="MediaProviderException"/> when the provider fails, with <c>OutcomeUnknown</c> when a write may
/// have taken effect. They do not wrap <see cref="OperationCanceledException"/>. After 1.0 the contract grows only by members with a default
/// body and by new abilities.
/// </remarks>
public interface IObjectStore
{
    /// <summary>The name of the provider in logs, metrics and errors, such as <c>folder</c>.</summary>
    string ProviderName { get; }

    /// <summary>
    /// Stores an object atomically: readers see the complete object or none. If the key already has an object, <see cref="PutMode.CreateNew"/> fails
    /// and leaves it unchanged, and <see cref="PutMode.Overwrite"/> replaces it. A body with more or fewer bytes than declared fails.
    /// </summary>
    /// <exception cref="MediaConflictException">The key already has an object (<see cref="PutMode.CreateNew"/> only).</exception>
    /// <exception cref="MediaProviderException"><c>invalid_key</c>: the store does not accept the key. No byte was sent.</exception>
    Task<StoredObject> PutAsync(ObjectLocation location, ObjectBody body, PutOptions options, CancellationToken cancellationToken);

    /// <summary>Opens an object, or a byte range of the object, for reading.</summary>
    /// <returns>
    /// The open object; null when it is absent, or the range begins at or after its end. Offset 0 of an empty object is valid.
    /// </returns>
    Task<ObjectContent?> OpenReadAsync(ObjectLocation location, ByteRange? range, CancellationToken cancellationToken);

    /// <summary>Returns the properties of an object.</summary>
    /// <returns>The properties; null when the object is absent.</returns>
    Task<StoredObject?> HeadAsync(ObjectLocation location, CancellationToken cancellationToken);

    /// <summary>Deletes an object. Deleting an absent object succeeds.</summary>
    Task DeleteAsync(ObjectLocation location, CancellationToken cancellationToken);

    /// <summary>
    /// Returns an optional ability; null when the store does not have it. Decorators return the abilities of the decorated store. The abilities
    /// are <see cref="IObjectBatchDelete"/>, <see cref="IObjectListing"/>, <see cref="IObjectUrls"/>, <see cref="IObjectStaging"/>,
    /// <see cref="IObjectVisibility"/> and <see cref="IPreparable"/>.
    /// </summary>
    TAbility? GetAbility<TAbility>()
        where TAbility : class => this as TAbility;
}
