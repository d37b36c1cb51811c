using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Unified.Media;

/// <summary>Runs an operation in an activity and records its outcome in the log and the metrics.</summary>
internal sealed class OperationLog(MediaMetrics metrics, TimeProvider time, ILogger<OperationLog> logger)
{
    public async Task<T> RunAsync<T>(string operation, Func<Task<T>> action)
    {
        using var activity = MediaActivities.Start(operation);
        var startTimestamp = time.GetTimestamp();
        try
        {
            var result = await action().ConfigureAwait(false);
            var elapsed = time.GetElapsedTime(startTimestamp);
            metrics.RecordOperation(operation, "ok", elapsed);
            Log.OperationCompleted(logger, operation, elapsed.TotalMilliseconds);
            return result;
        }
        catch (Exception exception)
        {
            RecordFailure(operation, exception, activity, time.GetElapsedTime(startTimestamp));
            throw;
        }
    }

    private void RecordFailure(string operation, Exception exception, Activity? activity, TimeSpan elapsed)
    {
        var outcome = exception switch
        {
            MediaException media => media.Code,
            OperationCanceledException => "cancelled",
            IOException => "content_unreadable",
            _ => "error",
        };
        metrics.RecordOperation(operation, outcome, elapsed);
        activity?.SetStatus(exception is OperationCanceledException ? ActivityStatusCode.Unset : ActivityStatusCode.Error, outcome);
        switch (exception)
        {
            case OperationCanceledException:
                break;
            // An IOException comes from the caller's stream or file. It may name files, so it is not logged.
            case MediaException and not MediaProviderException or IOException:
                Log.OperationRejected(logger, operation, outcome);
                break;
            case MediaException:
                Log.OperationFailed(logger, operation, outcome, exception);
                break;
            default:
                // Other exceptions may contain file names and contents, so only their type is logged.
                Log.OperationThrew(logger, operation, exception.GetType());
                break;
        }
    }
}
