namespace Unified.Media;

/// <summary>
/// The provider of a driver (a file system, database or storage service) failed or refused the application's credentials. The inner exception is the
/// cause; the message never contains its text. Codes: <c>provider_failed</c>, <c>outcome_unknown</c>, <c>object_missing</c>, <c>invalid_key</c>,
/// <c>bucket_is_public</c>, <c>not_supported</c>. HTTP status: 502, or 503 for a transient error.
/// </summary>
public sealed class MediaProviderException : MediaException
{
    /// <summary>Creates an error with the code <c>provider_failed</c>. Set <see cref="MediaException.Code"/> for another code.</summary>
    /// <param name="message">A human-readable description. It contains no secret, no object key and no text from the provider.</param>
    /// <param name="provider">The <c>ProviderName</c> of the driver, such as <c>folder</c> or <c>sqlite</c>.</param>
    /// <param name="innerException">The exception of the provider; null when there is none.</param>
    public MediaProviderException(string message, string provider, Exception? innerException = null)
        : base(MediaErrorCode.ProviderFailed, message, innerException) => Provider = provider;

    /// <summary>The <c>ProviderName</c> of the driver, such as <c>folder</c> or <c>sqlite</c>.</summary>
    public string Provider { get; }

    /// <summary>
    /// True when the call may or may not have taken effect: do not treat the call as failed. False when the call certainly had no effect.
    /// </summary>
    public bool OutcomeUnknown { get; init; }

    /// <summary>The delay that the provider requests before the next call; null when it requests none.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>
    /// The location of the object that the call was about; null when it was about several objects or none. The message never contains it.
    /// </summary>
    /// <remarks>
    /// <see cref="IUnifiedMediaStore"/> sets this property on errors of the object store. Do not show it to users, because it contains a key.
    /// </remarks>
    public ObjectLocation? Location { get; set; }
}
