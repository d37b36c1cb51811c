using Microsoft.Extensions.Logging;

namespace Unified.Media.Migrations;

/// <summary>What migrations log. Never statements of others, rows, or connection strings.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Debug, "The schema is up to date")]
    public static partial void UpToDate(ILogger logger);

    [LoggerMessage(2, LogLevel.Information, "Step {Step} ({Index} of {Total}) begins")]
    public static partial void StepBegins(ILogger logger, string step, int index, int total);

    [LoggerMessage(3, LogLevel.Information, "Step {Step} is complete after {Milliseconds:F0} ms")]
    public static partial void StepApplied(ILogger logger, string step, double milliseconds);

    [LoggerMessage(4, LogLevel.Error, "Step {Step} failed: {Code}")]
    public static partial void StepFailed(ILogger logger, string step, string code, Exception exception);

    [LoggerMessage(5, LogLevel.Warning, "Steps that this version does not know have been run, so a newer version was here: {Steps}")]
    public static partial void UnknownSteps(ILogger logger, string steps);

    [LoggerMessage(10, LogLevel.Information, "Another process migrates the schema; waiting for it")]
    public static partial void WaitsForRunner(ILogger logger);

    [LoggerMessage(11, LogLevel.Error, "The lock of this migration was lost; it stops")]
    public static partial void LockLost(ILogger logger, Exception? exception);

    [LoggerMessage(12, LogLevel.Warning, "The lock of this migration could not be given back; it expires by itself")]
    public static partial void LockNotReleased(ILogger logger, Exception exception);

    [LoggerMessage(13, LogLevel.Warning, "Step {Step} waits for locks. They are held by {Blockers}")]
    public static partial void WaitsForLocks(ILogger logger, string step, string blockers);

    [LoggerMessage(14, LogLevel.Warning, "Step {Step} did not get its locks; next try in {Milliseconds:F0} ms")]
    public static partial void TriesAgain(ILogger logger, string step, double milliseconds);

    [LoggerMessage(20, LogLevel.Warning, "The invalid index {Index}, which an earlier try left, is dropped")]
    public static partial void DropsInvalidIndex(ILogger logger, string index);

    [LoggerMessage(
        21,
        LogLevel.Warning,
        "The login limits how long statements take, and behind a pooler that cannot be lifted: {Setting}. Indexes may need a direct connection")]
    public static partial void TimeoutBehindPooler(ILogger logger, string setting);

    [LoggerMessage(30, LogLevel.Warning, "Step {Step} now counts as run with its present text")]
    public static partial void Blessed(ILogger logger, string step);

    [LoggerMessage(31, LogLevel.Warning, "The unfinished step {Step} was forgotten")]
    public static partial void Cleared(ILogger logger, string step);

    [LoggerMessage(32, LogLevel.Warning, "Step {Step} counts as run without having been run")]
    public static partial void Baselined(ILogger logger, string step);
}
