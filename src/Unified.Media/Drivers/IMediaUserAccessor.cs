namespace Unified.Media.Drivers;

/// <summary>
/// Provides the user of the operation that calls a driver, for providers that enforce access policies themselves. A driver receives it by
/// dependency injection. The core has already checked that the operation is allowed. Implementations are safe for concurrent use.
/// </summary>
public interface IMediaUserAccessor
{
    /// <summary>
    /// The user that was passed to the operation of <see cref="IUnifiedMediaStore"/> that runs in the current asynchronous flow;
    /// <see cref="MediaUser.Service"/> outside an operation, for example in the janitor. Code that runs after the operation, such as a
    /// returned stream, must read the property during the operation and store the value.
    /// </summary>
    MediaUser User { get; }
}
