namespace Unified.Media.LegacyMigration;

/// <summary>Where a long call stands. Reported after every batch.</summary>
/// <param name="Stage">What it is doing.</param>
/// <param name="Job">On what: a table, or a kind of sweep.</param>
/// <param name="Rows">How many rows of it were looked at; how many people, for the job <c>newest</c>.</param>
/// <param name="Total">How many there are, about; null when unknown.</param>
public sealed record LegacyProgress(LegacyStage Stage, string Job, long Rows, long? Total)
{
    /// <summary>How many rows were changed.</summary>
    public long Written { get; init; }

    /// <summary>How many rows failed.</summary>
    public long Failed { get; init; }

    /// <summary>The size of the next batch.</summary>
    public int BatchSize { get; init; }

    /// <summary>Since the job was begun, or resumed.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Rows per second since the job was begun, or resumed.</summary>
    public double RowsPerSecond { get; init; }

    /// <summary>How long it will take still, at this rate; null when unknown.</summary>
    public TimeSpan? Remaining => Total is { } total && RowsPerSecond > 0
        ? TimeSpan.FromSeconds(Math.Max(0, total - Rows) / RowsPerSecond)
        : null;

    /// <summary>Why it is waiting: <c>locks</c>, <c>replica</c>, <c>database</c>; null when it is not.</summary>
    public string? WaitsFor { get; init; }
}
