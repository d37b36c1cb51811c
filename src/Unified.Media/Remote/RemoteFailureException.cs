namespace Unified.Media;

/// <summary>
/// Carries a failure through the transport, until it is logged and becomes a <see cref="MediaRejectedException"/>.
/// </summary>
internal sealed class RemoteFailureException(RemoteFailure failure) : Exception(failure.Reason)
{
    public RemoteFailure Failure { get; } = failure;
}
