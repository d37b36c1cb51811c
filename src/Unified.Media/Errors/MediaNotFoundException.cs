namespace Unified.Media;

/// <summary>
/// The user has no such item or object, or it belongs to another user. Reads return null and deletes return false instead of raising this
/// error. HTTP status: 404.
/// </summary>
/// <param name="message">A description for people.</param>
/// <param name="innerException">The provider's own error; null where there is none.</param>
public sealed class MediaNotFoundException(string message, Exception? innerException = null)
    : MediaException(MediaErrorCode.NotFound, message, innerException);
