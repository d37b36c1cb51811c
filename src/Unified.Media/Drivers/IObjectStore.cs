namespace Unified.Media.Drivers;

/// <summary>
/// Keeps bytes. Called by the core only: arguments are already valid, keys are already composed. Safe for concurrent use. A driver raises
/// <see cref="MediaProviderException"/> for its provider's failures, with <c>OutcomeUnknown</c> where a write may have taken effect, and
/// lets cancellation through. After 1.0 this interface grows only by members with a default body or by new abilities.
/// </summary>
public interface IObjectStore
{
    /// <summary>A word for logs, metrics and errors: <c>folder</c>.</summary>
    string ProviderName { get; }

    /// <summary>
    /// Stores an object, atomically: readers see all of it or nothing, whatever fails. With <see cref="PutMode.Create"/> an existing object
    /// is left alone and the call fails.
    /// </summary>
    /// <exception cref="MediaConflictException">There is an object under this key already (<see cref="PutMode.Create"/> only).</exception>
    /// <exception cref="MediaProviderException"><c>invalid_key</c> when the store cannot hold this key, before a byte is sent.</exception>
    Task<StoredObject> PutAsync(ObjectLocation location, ObjectBody body, PutOptions options, CancellationToken cancellationToken);

    /// <summary>Opens an object, or a part of it, for reading.</summary>
    /// <returns>Null when there is no such object, or the range begins after its end.</returns>
    Task<ObjectContent?> OpenReadAsync(ObjectLocation location, ByteRange? range, CancellationToken cancellationToken);

    /// <summary>What the store knows about an object.</summary>
    /// <returns>Null when there is no such object.</returns>
    Task<StoredObject?> HeadAsync(ObjectLocation location, CancellationToken cancellationToken);

    /// <summary>Deletes an object. An absent object is success.</summary>
    Task DeleteAsync(ObjectLocation location, CancellationToken cancellationToken);

    /// <summary>
    /// The ability of that type, null when the store does not have it. Decorators answer for what they wrap.
    /// Abilities: <see cref="IObjectBatchDelete"/>, <see cref="IObjectListing"/>, <see cref="IObjectUrls"/>, <see cref="IObjectStaging"/>,
    /// <see cref="IObjectVisibility"/>, <see cref="IPreparable"/>.
    /// </summary>
    TAbility? GetAbility<TAbility>()
        where TAbility : class => this as TAbility;
}
