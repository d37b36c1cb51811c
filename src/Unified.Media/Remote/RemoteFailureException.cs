namespace Unified.Media;

/// <summary>
/// An internal exception for a failed fetch, which is logged and translated to a <see cref="MediaRejectedException"/>.
/// </summary>
internal sealed class RemoteFailureException(RemoteFailure failure) : Exception(failure.Reason)
{
    public RemoteFailure Failure { get; } = failure;
}
