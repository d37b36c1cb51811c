namespace Unified.Media;

/// <summary>
/// The user is not allowed to make the call, by a rule of the library or a policy of a provider. Codes: <c>access_denied</c>, <c>owner_unknown</c>,
/// <c>owner_ambiguous</c>. HTTP status: 403.
/// </summary>
/// <param name="message">A human-readable description.</param>
/// <param name="innerException">The exception of the provider; null when there is none.</param>
/// <remarks>The code is <c>access_denied</c> unless <see cref="MediaException.Code"/> is set.</remarks>
public sealed class MediaAccessDeniedException(string message, Exception? innerException = null)
    : MediaException(MediaErrorCode.AccessDenied, message, innerException);
