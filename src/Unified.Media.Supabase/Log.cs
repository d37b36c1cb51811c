using Microsoft.Extensions.Logging;

namespace Unified.Media.Supabase;

/// <summary>The driver's log messages. Never contents, keys of objects, addresses, tokens or Storage's own texts.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Trying again to {What}: try {Try}, after {Milliseconds:F0} ms; Storage had answered {Status}")]
    public static partial void Retrying(ILogger logger, string what, int @try, double milliseconds, int? status);

    [LoggerMessage(2, LogLevel.Warning, "Storage fails so often that no call is made for {Seconds:F0} s")]
    public static partial void BreakerOpened(ILogger logger, double seconds);

    [LoggerMessage(3, LogLevel.Information, "A download broke after {Bytes} bytes, and goes on from there")]
    public static partial void DownloadResumed(ILogger logger, long bytes);

    [LoggerMessage(4, LogLevel.Information, "An upload goes on after {Bytes} bytes")]
    public static partial void UploadResumed(ILogger logger, long bytes);

    [LoggerMessage(5, LogLevel.Information, "The session of an upload is over; it begins anew")]
    public static partial void UploadRestarted(ILogger logger);

    [LoggerMessage(6, LogLevel.Debug, "The session of an abandoned upload could not be ended; the server ends it")]
    public static partial void SessionLeft(ILogger logger, Exception exception);

    [LoggerMessage(7, LogLevel.Warning, "The store of upload sessions failed; an interrupted upload begins anew")]
    public static partial void SessionStoreFailed(ILogger logger, Exception exception);

    [LoggerMessage(10, LogLevel.Information, "The bucket {Bucket} was made, private")]
    public static partial void BucketMade(ILogger logger, string bucket);

    [LoggerMessage(11, LogLevel.Warning, "The bucket {Bucket} is public: everybody can read what is in it; private items are refused")]
    public static partial void BucketIsPublic(ILogger logger, string bucket);

    [LoggerMessage(12, LogLevel.Warning, "The buckets could not be read at the start; they are read at their first use")]
    public static partial void BucketsUnread(ILogger logger, Exception exception);
}
