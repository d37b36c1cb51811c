namespace Unified.Media;

/// <summary>
/// A rule of the library or a policy of a provider forbids this to this user.
/// Codes: <c>access_denied</c>, <c>owner_unknown</c>, <c>owner_ambiguous</c>. HTTP hosts answer 403.
/// </summary>
public sealed class MediaAccessDeniedException(string code, string message, Exception? innerException = null)
    : MediaException(code, message, innerException)
{
    /// <summary>Makes a refusal with the code <c>access_denied</c>.</summary>
    public MediaAccessDeniedException(string message)
        : this(MediaErrorCode.AccessDenied, message)
    {
    }
}
