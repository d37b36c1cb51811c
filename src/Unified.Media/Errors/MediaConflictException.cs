namespace Unified.Media;

/// <summary>
/// An id, key or idempotency key is already used, or the item is not in the state that the call needs.
/// Codes: <c>conflict</c>, <c>idempotency_mismatch</c>, <c>idempotency_gone</c>, <c>busy</c> (transient). HTTP hosts answer 409, 410 or
/// 422.
/// </summary>
public sealed class MediaConflictException(string code, string message, Exception? innerException = null)
    : MediaException(code, message, innerException)
{
    /// <summary>Makes a conflict with the code <c>conflict</c>.</summary>
    public MediaConflictException(string message)
        : this(MediaErrorCode.Conflict, message)
    {
    }
}
