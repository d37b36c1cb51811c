namespace Unified.Media.Drivers;

/// <summary>
/// Gives a driver the user of the operation that calls it, for providers with access policies of their own. Drivers inject it; the core has
/// already decided that the operation is allowed. Safe for concurrent use.
/// </summary>
public interface IMediaUserAccessor
{
    /// <summary>
    /// The user that was passed to the operation of <see cref="IUnifiedMediaStore"/> that runs in the current asynchronous flow;
    /// <see cref="MediaUser.Service"/> outside an operation, for example in the janitor. A stream that outlives the operation needs its own
    /// copy.
    /// </summary>
    MediaUser User { get; }
}
