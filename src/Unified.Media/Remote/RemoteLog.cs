using Microsoft.Extensions.Logging;

namespace Unified.Media;

/// <summary>
/// The log messages of fetches. They contain the host of a URL, but never its path and query, which can contain signatures and personal data.
/// </summary>
internal static partial class RemoteLog
{
    [LoggerMessage(3001, LogLevel.Warning, "A remote source was refused: {Reason}, host {Host}.")]
    public static partial void Refused(ILogger logger, string reason, string host);

    [LoggerMessage(3002, LogLevel.Information, "A remote source could not be fetched: {Reason}, host {Host}.")]
    public static partial void Failed(ILogger logger, string reason, string host);

    [LoggerMessage(3003, LogLevel.Warning, "Remote content may be fetched from {Count} development host(s). Not for production.")]
    public static partial void DevelopmentHosts(ILogger logger, int count);
}
