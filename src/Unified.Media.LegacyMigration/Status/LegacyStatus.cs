namespace Unified.Media.LegacyMigration;

/// <summary>The status of the legacy migration.</summary>
public sealed record LegacyStatus
{
    /// <summary>The current phase.</summary>
    public required LegacyPhase Phase { get; init; }

    /// <summary>Whether a pause was requested.</summary>
    public bool IsPaused { get; init; }

    /// <summary>Whether a run is in progress, in this or another process.</summary>
    public bool IsRunning => Jobs.Any(job => job.HasWorker);

    /// <summary>The time at which the migration was first prepared; null before that.</summary>
    public DateTimeOffset? PreparedAt { get; init; }

    /// <summary>The time since which lists return only items and no older rows; null before that.</summary>
    public DateTimeOffset? SwitchedAt { get; init; }

    /// <summary>The time at which the migration was finished; null before that.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The jobs of the latest run.</summary>
    public IReadOnlyList<LegacyJobStatus> Jobs { get; init; } = [];

    /// <summary>The number of problems per table and reason.</summary>
    public IReadOnlyList<LegacyProblemCount> Problems { get; init; } = [];
}
