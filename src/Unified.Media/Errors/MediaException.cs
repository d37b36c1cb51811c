namespace Unified.Media;

/// <summary>
/// The base class of the exceptions of this library. For an invalid argument, the library throws <see cref="ArgumentException"/>; for a cancelled
/// call, <see cref="OperationCanceledException"/>. Neither is ever wrapped.
/// </summary>
public abstract class MediaException : Exception
{
    private protected MediaException(string code, string message, Exception? innerException = null)
        : base(message, innerException) => Code = code;

    /// <summary>
    /// A stable snake_case code from <see cref="MediaErrorCode"/> or from a driver. Test the code, never the message: messages can change.
    /// </summary>
    public string Code { get; init; }

    /// <summary>True when the same call may succeed later without a change.</summary>
    public bool IsTransient { get; init; }

    /// <summary>
    /// The id of the item that the error is about; null when the error is about several items or none. The message never contains it.
    /// </summary>
    /// <remarks>
    /// <see cref="IUnifiedMediaStore"/> sets this property on errors of calls that name one item, and on errors of uploads that have reserved an id.
    /// A decorator of the store or of a driver can set it too.
    /// </remarks>
    public MediaId? MediaId { get; set; }
}
