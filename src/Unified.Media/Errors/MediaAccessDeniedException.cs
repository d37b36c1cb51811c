namespace Unified.Media;

/// <summary>
/// A rule of the library or a policy of a provider does not allow the call to this user. Codes: <c>access_denied</c>, <c>owner_unknown</c>,
/// <c>owner_ambiguous</c>. HTTP status: 403.
/// </summary>
/// <param name="message">A description for people.</param>
/// <param name="innerException">The provider's own error; null where there is none.</param>
/// <remarks>The code is <c>access_denied</c> unless <see cref="MediaException.Code"/> is set.</remarks>
public sealed class MediaAccessDeniedException(string message, Exception? innerException = null)
    : MediaException(MediaErrorCode.AccessDenied, message, innerException);
