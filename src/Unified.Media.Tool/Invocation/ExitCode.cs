namespace Unified.Media.Tool;

/// <summary>What a script is told.</summary>
internal enum ExitCode
{
    /// <summary>Done, and nothing to report.</summary>
    Clean = 0,

    /// <summary>Something differs from what it should be; nothing is lost.</summary>
    Differences = 1,

    /// <summary>Something is lost, leaks, or could not be done.</summary>
    Failure = 2,
}
