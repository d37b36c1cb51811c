namespace Unified.Media.LegacyMigration;

/// <summary>The result of a run.</summary>
public sealed record LegacyRunReport
{
    /// <summary>
    /// False if the run was paused; the next run resumes it. It is true even if the verification found lost data and the run therefore did not
    /// rewrite references.
    /// </summary>
    public required bool IsComplete { get; init; }

    /// <summary>The jobs, in the order in which they ran.</summary>
    public IReadOnlyList<LegacyJobReport> Jobs { get; init; } = [];

    /// <summary>The verification at the end of the run; null when the run was paused before it.</summary>
    public LegacyVerification? Verification { get; init; }

    /// <summary>The number of problems per table and reason.</summary>
    public IReadOnlyList<LegacyProblemCount> Problems { get; init; } = [];

    /// <summary>The number of rows changed by all jobs; zero when there was nothing to do.</summary>
    public long Written => Jobs.Sum(job => job.Written);

    /// <summary>The duration of the run.</summary>
    public TimeSpan Elapsed { get; init; }
}
