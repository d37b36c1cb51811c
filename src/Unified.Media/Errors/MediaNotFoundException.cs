namespace Unified.Media;

/// <summary>
/// The user has no such item or object, or it belongs to another user. Reads return null and deletions return false instead of
/// throwing this exception. HTTP status: 404.
/// </summary>
/// <param name="message">A human-readable description.</param>
/// <param name="innerException">The exception of the provider; null when there is none.</param>
public sealed class MediaNotFoundException(string message, Exception? innerException = null)
    : MediaException(MediaErrorCode.NotFound, message, innerException);
