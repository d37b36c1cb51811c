namespace Unified.Media.Tool;

/// <summary>The exit code of the process.</summary>
internal enum ExitCode
{
    /// <summary>The command succeeded and found no differences.</summary>
    Clean = 0,

    /// <summary>The command found differences; nothing is lost.</summary>
    Differences = 1,

    /// <summary>Something is lost or exposed, or the command failed.</summary>
    Failure = 2,
}
