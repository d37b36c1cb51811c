namespace Unified.Media;

/// <summary>
/// The user has no item or object under this id or key; the same for one that belongs to another user. Raised only where null or false
/// cannot say it: reads return null, deletes return false. HTTP status: 404.
/// </summary>
/// <param name="message">A description for people.</param>
/// <param name="innerException">The provider's own error; null where there is none.</param>
public sealed class MediaNotFoundException(string message, Exception? innerException = null)
    : MediaException(MediaErrorCode.NotFound, message, innerException);
