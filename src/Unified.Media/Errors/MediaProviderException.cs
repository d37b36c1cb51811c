namespace Unified.Media;

/// <summary>
/// The provider of a driver (a file system, database or storage service) failed or refused the application's credentials. The cause is the
/// inner exception; its text never becomes part of the message. HTTP status: 502 or 503.
/// </summary>
public sealed class MediaProviderException : MediaException
{
    /// <summary>Creates an error with the code <c>provider_failed</c>. Set <see cref="MediaException.Code"/> for another code.</summary>
    /// <param name="message">A description of the failure for people. It contains no secret, no key and no text of the provider.</param>
    /// <param name="provider">The driver's <c>ProviderName</c>: <c>folder</c>, <c>sqlite</c>, …</param>
    /// <param name="innerException">The provider's own error; null where there is none.</param>
    public MediaProviderException(string message, string provider, Exception? innerException = null)
        : base(MediaErrorCode.ProviderFailed, message, innerException) => Provider = provider;

    /// <summary>The driver's <c>ProviderName</c>: <c>folder</c>, <c>sqlite</c>, …</summary>
    public string Provider { get; }

    /// <summary>
    /// True when the call may or may not have taken effect: do not act as if it had failed. False when the call certainly had no effect.
    /// </summary>
    public bool OutcomeUnknown { get; init; }

    /// <summary>The delay that the provider asks for before the next call; null when it does not ask for one.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>
    /// The object that the call was about; null when the call was about several objects or none. The message never contains it.
    /// </summary>
    /// <remarks>The store sets this property on errors of the object store. Do not show it to users: it is a bucket and a key.</remarks>
    public ObjectLocation? Location { get; set; }
}
