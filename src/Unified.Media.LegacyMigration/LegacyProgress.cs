namespace Unified.Media.LegacyMigration;

/// <summary>The progress of a call of <see cref="LegacyMigrator"/>, reported after each batch.</summary>
public sealed record LegacyProgress
{
    /// <summary>The current stage.</summary>
    public required LegacyStage Stage { get; init; }

    /// <summary>The current job: a table, or the name of a part of the work such as <c>indexes</c>.</summary>
    public required string Job { get; init; }

    /// <summary>The number of rows processed so far; the number of logins in the job <c>newest</c>.</summary>
    public long Rows { get; init; }

    /// <summary>The estimated number of rows of the job; null when unknown.</summary>
    public long? Total { get; init; }

    /// <summary>The number of rows changed so far.</summary>
    public long Written { get; init; }

    /// <summary>The number of rows that failed so far.</summary>
    public long Failed { get; init; }

    /// <summary>The size of the next batch, in rows.</summary>
    public int BatchSize { get; init; }

    /// <summary>The time since this call started or resumed the job.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>The rate since this call started or resumed the job, in rows per second.</summary>
    public double RowsPerSecond { get; init; }

    /// <summary>The estimated remaining time of the job; null when unknown.</summary>
    public TimeSpan? Remaining => Total is { } total && RowsPerSecond > 0
        ? TimeSpan.FromSeconds(Math.Max(0, total - Rows) / RowsPerSecond)
        : null;

    /// <summary>The reason for waiting, <c>locks</c>, <c>replica</c> or <c>database</c>; null when the call is not waiting.</summary>
    public string? WaitReason { get; init; }
}
