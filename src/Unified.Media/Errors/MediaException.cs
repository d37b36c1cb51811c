namespace Unified.Media;

/// <summary>
/// The base class of every error that this library raises on purpose. Mistakes of the calling code are <see cref="ArgumentException"/>.
/// Cancellation is <see cref="OperationCanceledException"/> and is never wrapped.
/// </summary>
public abstract class MediaException : Exception
{
    private protected MediaException(string code, string message, Exception? innerException = null)
        : base(message, innerException) => Code = code;

    /// <summary>
    /// A stable snake_case code from <see cref="MediaErrorCode"/> or from a driver. Programs decide by the code, never by the message.
    /// </summary>
    public string Code { get; init; }

    /// <summary>True when the same call may succeed later without a change.</summary>
    public bool IsTransient { get; init; }

    /// <summary>
    /// The item that the error is about; null when the error is about several items or none. The message never contains the id.
    /// </summary>
    /// <remarks>
    /// The store sets this property on errors of calls that name one item, and on errors of uploads that have reserved one. A decorator of
    /// the store or of a driver can set it too.
    /// </remarks>
    public MediaId? MediaId { get; set; }
}
