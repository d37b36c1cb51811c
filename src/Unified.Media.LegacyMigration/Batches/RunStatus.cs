namespace Unified.Media.LegacyMigration;

/// <summary>The words by which the database describes the status of a run or of a batch.</summary>
internal static class RunStatus
{
    /// <summary>The batch was processed, and the job has further rows.</summary>
    public const string Worked = "worked";

    /// <summary>The job has no further rows.</summary>
    public const string Done = "done";

    /// <summary>A pause was requested, so the batch was not processed.</summary>
    public const string Paused = "paused";

    /// <summary>Another run holds the lease.</summary>
    public const string Busy = "busy";
}
