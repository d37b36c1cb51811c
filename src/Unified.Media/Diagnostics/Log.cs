using Microsoft.Extensions.Logging;

namespace Unified.Media;

/// <summary>Log messages of the core. They never contain contents, file names, titles, URLs or tokens.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Debug, "{Operation} completed in {Milliseconds:F1} ms")]
    public static partial void OperationCompleted(ILogger logger, string operation, double milliseconds);

    [LoggerMessage(2, LogLevel.Information, "{Operation} rejected: {Code}")]
    public static partial void OperationRejected(ILogger logger, string operation, string code);

    [LoggerMessage(3, LogLevel.Error, "{Operation} failed: {Code}")]
    public static partial void OperationFailed(ILogger logger, string operation, string code, Exception exception);

    [LoggerMessage(4, LogLevel.Error, "{Operation} failed: {Error}")]
    public static partial void OperationThrew(ILogger logger, string operation, Type error);

    [LoggerMessage(10, LogLevel.Information, "Attempt {Attempt} of {MediaId} was lost to another attempt or to a delete")]
    public static partial void AttemptLost(ILogger logger, MediaId mediaId, int attempt);

    [LoggerMessage(11, LogLevel.Warning, "The outcome of publishing attempt {Attempt} of {MediaId} is unknown")]
    public static partial void OutcomeUnknown(ILogger logger, MediaId mediaId, int attempt, Exception exception);

    [LoggerMessage(12, LogLevel.Warning, "The object of attempt {Attempt} of {MediaId} could not be deleted; the janitor deletes it later")]
    public static partial void LeftToJanitor(ILogger logger, MediaId mediaId, int attempt, Exception exception);

    [LoggerMessage(13, LogLevel.Warning, "{MediaId} is stored, but its URL could not be created")]
    public static partial void UrlUnavailable(ILogger logger, MediaId mediaId, Exception exception);

    [LoggerMessage(14, LogLevel.Warning, "No object of a batch of {Count} was deleted; they are deleted one by one")]
    public static partial void BatchFailed(ILogger logger, int count, Exception exception);

    [LoggerMessage(20, LogLevel.Information, "Janitor: {Claimed} claimed, {Deleted} deleted, {Purged} tombstones purged")]
    public static partial void JanitorRan(ILogger logger, int claimed, int deleted, int purged);

    [LoggerMessage(21, LogLevel.Error, "The janitor failed; it runs again at its next interval")]
    public static partial void JanitorFailed(ILogger logger, Exception exception);

    [LoggerMessage(22, LogLevel.Information, "Sweep: {Scanned} objects scanned, {Deleted} deleted")]
    public static partial void Swept(ILogger logger, long scanned, int deleted);
}
