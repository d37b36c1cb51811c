using Microsoft.Extensions.Logging;

namespace Unified.Media;

/// <summary>Logs the reason for a failure, and creates an exception that does not contain it.</summary>
internal sealed class RemoteFailureReporter(ILogger logger, long maxBytes)
{
    public MediaRejectedException Report(RemoteFailure failure, Uri uri)
    {
        var host = RemoteUri.GetHost(uri);
        if (failure.Code == RejectionCode.RemoteRefused)
        {
            RemoteLog.Refused(logger, failure.Reason, host);
        }
        else
        {
            RemoteLog.Failed(logger, failure.Reason, host);
        }

        return failure.ToRejection(maxBytes);
    }
}
