namespace Unified.Media;

/// <summary>
/// The root of every error this library raises on purpose. Argument mistakes of the calling code are
/// <see cref="ArgumentException"/>; cancellation is <see cref="OperationCanceledException"/> and is never wrapped.
/// </summary>
public abstract class MediaException : Exception
{
    private protected MediaException(string code, string message, Exception? _innerException = null)
        : base(message, _innerException) => Code = code;

    /// <summary>A stable snake_case code from <see cref="MediaErrorCode"/>. Programs decide by it, never by the message.</summary>
    public string Code { get; }

    /// <summary>True when the same call may succeed later without a change.</summary>
    public bool IsTransient { get; init; }
}
