namespace Unified.Media;

/// <summary>
/// An id, an object key or an idempotency key is already in use, or an item or a bucket is not in the state that the call needs. Codes:
/// <c>conflict</c>, <c>idempotency_mismatch</c>, <c>idempotency_gone</c>, <c>busy</c> (transient), <c>sweep_too_large</c>, <c>foreign_bucket</c>.
/// HTTP status: 409, 410 or 422.
/// </summary>
/// <param name="message">A human-readable description.</param>
/// <param name="innerException">The exception of the provider; null when there is none.</param>
/// <remarks>The code is <c>conflict</c> unless <see cref="MediaException.Code"/> is set.</remarks>
public sealed class MediaConflictException(string message, Exception? innerException = null)
    : MediaException(MediaErrorCode.Conflict, message, innerException);
