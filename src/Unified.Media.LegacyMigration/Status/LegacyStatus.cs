namespace Unified.Media.LegacyMigration;

/// <summary>How far the migration of older tables is.</summary>
public sealed record LegacyStatus
{
    /// <summary>The phase.</summary>
    public required LegacyPhase Phase { get; init; }

    /// <summary>Whether somebody has asked it to pause.</summary>
    public bool IsPaused { get; init; }

    /// <summary>Whether a worker is at work.</summary>
    public bool IsRunning => Jobs.Any(job => job.IsClaimed);

    /// <summary>When it was prepared first; null before.</summary>
    public DateTimeOffset? PreparedAt { get; init; }

    /// <summary>When reads were switched to items only; null before.</summary>
    public DateTimeOffset? SwitchedAt { get; init; }

    /// <summary>When it was finished; null before.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The jobs that were begun.</summary>
    public IReadOnlyList<LegacyJobStatus> Jobs { get; init; } = [];

    /// <summary>Problems by table and reason.</summary>
    public IReadOnlyList<LegacyProblemCount> Problems { get; init; } = [];
}
