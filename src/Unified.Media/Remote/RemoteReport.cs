using Microsoft.Extensions.Logging;

namespace Unified.Media;

/// <summary>Tells the log why a fetch ended and the caller only that it did.</summary>
internal sealed class RemoteReport(ILogger logger, long maxBytes)
{
    public MediaRejectedException Of(RemoteFault fault, Uri hop)
    {
        var host = RemoteUri.HostOf(hop);
        if (fault.Code == RejectionCode.RemoteRefused)
        {
            RemoteLog.Refused(logger, fault.Word, host);
        }
        else
        {
            RemoteLog.Failed(logger, fault.Word, host);
        }

        return fault.ToRejection(maxBytes);
    }
}
