using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Unified.Media;

/// <summary>Runs an operation in a span of its own, and tells log and metrics how it went.</summary>
internal sealed class OperationLog(MediaMetrics metrics, TimeProvider time, ILogger<OperationLog> logger)
{
    public async Task<T> RunAsync<T>(string operation, Func<Task<T>> run)
    {
        using var activity = MediaActivities.Start(operation);
        var started = time.GetTimestamp();
        try
        {
            var result = await run().ConfigureAwait(false);
            var elapsed = time.GetElapsedTime(started);
            metrics.Operation(operation, "ok", elapsed);
            Log.OperationDone(logger, operation, elapsed.TotalMilliseconds);
            return result;
        }
        catch (Exception exception)
        {
            Failed(operation, exception, activity, time.GetElapsedTime(started));
            throw;
        }
    }

    private void Failed(string operation, Exception exception, Activity? activity, TimeSpan elapsed)
    {
        var outcome = exception switch
        {
            MediaException media => media.Code,
            OperationCanceledException => "cancelled",
            IOException => "content_unreadable",
            _ => "error",
        };
        metrics.Operation(operation, outcome, elapsed);
        activity?.SetStatus(exception is OperationCanceledException ? ActivityStatusCode.Unset : ActivityStatusCode.Error, outcome);
        switch (exception)
        {
            case OperationCanceledException:
                break;
            // An IOException is that of the caller's own stream or file: only the caller may see what it names.
            case MediaException and not MediaProviderException or IOException:
                Log.OperationRefused(logger, operation, outcome);
                break;
            case MediaException:
                Log.OperationFailed(logger, operation, outcome, exception);
                break;
            default:
                // What others wrote can name files and quote contents. The caller gets all of it; the log does not.
                Log.OperationBroke(logger, operation, exception.GetType());
                break;
        }
    }
}
