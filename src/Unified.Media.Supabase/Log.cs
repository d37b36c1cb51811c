using Microsoft.Extensions.Logging;

namespace Unified.Media.Supabase;

/// <summary>The log messages of this package. They never contain contents, object keys, URLs, tokens or text of responses.</summary>
internal static partial class Log
{
    [LoggerMessage(
        1, LogLevel.Information, "Retrying to {Purpose}: retry {Retry} after {Milliseconds:F0} ms; Storage responded with status {Status}")]
    public static partial void Retrying(ILogger logger, string purpose, int retry, double milliseconds, int? status);

    [LoggerMessage(2, LogLevel.Warning, "The circuit breaker opened, because too many calls to Storage failed; no calls are made for {Seconds:F0} s")]
    public static partial void CircuitOpened(ILogger logger, double seconds);

    [LoggerMessage(3, LogLevel.Information, "A download was interrupted and resumed at byte {Bytes}")]
    public static partial void DownloadResumed(ILogger logger, long bytes);

    [LoggerMessage(4, LogLevel.Information, "An upload was resumed at byte {Bytes}")]
    public static partial void UploadResumed(ILogger logger, long bytes);

    [LoggerMessage(5, LogLevel.Information, "The session of an upload has ended at the server; the upload restarts from the beginning")]
    public static partial void UploadRestarted(ILogger logger);

    [LoggerMessage(6, LogLevel.Debug, "The session of an abandoned upload could not be deleted; the server deletes it when it expires")]
    public static partial void SessionNotEnded(ILogger logger, Exception exception);

    [LoggerMessage(7, LogLevel.Warning, "The upload session store failed; an interrupted upload cannot be resumed")]
    public static partial void SessionStoreFailed(ILogger logger, Exception exception);

    [LoggerMessage(10, LogLevel.Information, "The private bucket {Bucket} was created")]
    public static partial void BucketCreated(ILogger logger, string bucket);

    [LoggerMessage(11, LogLevel.Warning, "The bucket {Bucket} is public: anyone can read its objects, and private items are rejected")]
    public static partial void BucketIsPublic(ILogger logger, string bucket);

    [LoggerMessage(12, LogLevel.Warning, "The settings of the buckets could not be read at startup; they will be read when they are needed")]
    public static partial void BucketsNotRead(ILogger logger, Exception exception);
}
