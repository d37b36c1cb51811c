using Microsoft.Extensions.Logging;

namespace Unified.Media.Migrations;

/// <summary>The log messages of migrations. They never contain rows, connection strings, or statements of other sessions.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Debug, "The schema is up to date")]
    public static partial void UpToDate(ILogger logger);

    [LoggerMessage(2, LogLevel.Information, "Applying step {Step} ({Index} of {Total})")]
    public static partial void ApplyingStep(ILogger logger, string step, int index, int total);

    [LoggerMessage(3, LogLevel.Information, "Applied step {Step} in {Milliseconds:F0} ms")]
    public static partial void StepApplied(ILogger logger, string step, double milliseconds);

    [LoggerMessage(4, LogLevel.Error, "Step {Step} failed: {Code}")]
    public static partial void StepFailed(ILogger logger, string step, string code, Exception exception);

    [LoggerMessage(5, LogLevel.Warning, "A newer version of the library applied steps that this version does not know: {Steps}")]
    public static partial void UnknownSteps(ILogger logger, string steps);

    [LoggerMessage(10, LogLevel.Information, "Another process is migrating the schema; waiting for it")]
    public static partial void WaitingForRunner(ILogger logger);

    [LoggerMessage(11, LogLevel.Error, "The migration lost its lock and stops")]
    public static partial void LockLost(ILogger logger, Exception? exception);

    [LoggerMessage(12, LogLevel.Warning, "The lock of the migration could not be released; it expires")]
    public static partial void LockNotReleased(ILogger logger, Exception exception);

    [LoggerMessage(13, LogLevel.Warning, "Step {Step} is waiting for locks that are held by {Blockers}")]
    public static partial void WaitingForLocks(ILogger logger, string step, string blockers);

    [LoggerMessage(14, LogLevel.Warning, "Step {Step} did not acquire its locks; retrying in {Milliseconds:F0} ms")]
    public static partial void RetryingStep(ILogger logger, string step, double milliseconds);

    [LoggerMessage(20, LogLevel.Warning, "Dropping the invalid index {Index} of an earlier attempt")]
    public static partial void DroppingInvalidIndex(ILogger logger, string index);

    [LoggerMessage(
        21,
        LogLevel.Warning,
        "The login has a statement timeout that cannot be changed through a connection pooler: {Setting}. Creating indexes may need a direct "
        + "connection")]
    public static partial void TimeoutBehindPooler(ILogger logger, string setting);

    [LoggerMessage(30, LogLevel.Warning, "The current text of step {Step} was accepted; the step was not applied")]
    public static partial void EditAccepted(ILogger logger, string step);

    [LoggerMessage(31, LogLevel.Warning, "The unfinished step {Step} was removed from the journal")]
    public static partial void Cleared(ILogger logger, string step);

    [LoggerMessage(32, LogLevel.Warning, "Step {Step} was recorded as applied; it was not applied")]
    public static partial void Baselined(ILogger logger, string step);
}
