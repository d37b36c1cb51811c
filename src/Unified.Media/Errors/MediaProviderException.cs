namespace Unified.Media;

/// <summary>
/// A driver's provider (file system, database, storage service) failed or refused our credentials. The cause is the inner exception;
/// its text never becomes part of the message. HTTP hosts answer 502 or 503.
/// </summary>
public sealed class MediaProviderException : MediaException
{
    /// <summary>Makes a provider error with the code <c>provider_failed</c>.</summary>
    public MediaProviderException(string provider, string message, Exception? innerException)
        : this(MediaErrorCode.ProviderFailed, provider, message, innerException)
    {
    }

    /// <summary>Makes a provider error with a code of its own.</summary>
    public MediaProviderException(string code, string provider, string message, Exception? innerException)
        : base(code, message, innerException) => Provider = provider;

    /// <summary>The driver's <c>ProviderName</c>: <c>folder</c>, <c>sqlite</c>, …</summary>
    public string Provider { get; }

    /// <summary>
    /// True when the call may or may not have taken effect: nobody may act as if it had failed. False says that it certainly had no effect.
    /// </summary>
    public bool OutcomeUnknown { get; init; }

    /// <summary>How long the provider asks to wait before the next call; null where it does not say. HTTP hosts pass it on.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
