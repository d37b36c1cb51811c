namespace Unified.Media.Drivers;

/// <summary>
/// Returns the user of the operation that calls a driver, for providers with their own access policies. Drivers inject it. The core has already
/// checked that the operation is allowed. Safe for concurrent use.
/// </summary>
public interface IMediaUserAccessor
{
    /// <summary>
    /// The user that was passed to the operation of <see cref="IUnifiedMediaStore"/> that runs in the current asynchronous flow;
    /// <see cref="MediaUser.Service"/> outside an operation, for example in the janitor. Code that runs after the operation, such as a
    /// returned stream, must read the property earlier and keep the value.
    /// </summary>
    MediaUser User { get; }
}
