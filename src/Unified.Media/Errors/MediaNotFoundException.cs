namespace Unified.Media;

/// <summary>
/// There is nothing of this user's under that id or key; also when it is somebody else's. Raised only where an absent item is not an
/// ordinary answer: reads return null, deletes return false. HTTP hosts answer 404.
/// </summary>
public sealed class MediaNotFoundException(string message, Exception? innerException = null)
    : MediaException(MediaErrorCode.NotFound, message, innerException);
