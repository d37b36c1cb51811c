namespace Unified.Media;

/// <summary>
/// Carries a fault through the transport to the place where it is logged and becomes a <see cref="MediaRejectedException"/>.
/// </summary>
internal sealed class RemoteFaultException(RemoteFault fault) : Exception(fault.Word)
{
    public RemoteFault Fault { get; } = fault;
}
