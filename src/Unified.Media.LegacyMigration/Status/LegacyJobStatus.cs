namespace Unified.Media.LegacyMigration;

/// <summary>The status of one job of the migration. The counts are those of the job's latest run.</summary>
public sealed record LegacyJobStatus
{
    /// <summary>The job; see <see cref="LegacyJobReport.Job"/>.</summary>
    public required string Job { get; init; }

    /// <summary>The state: <c>pending</c>, <c>running</c> or <c>done</c>.</summary>
    public required string State { get; init; }

    /// <summary>The number of rows read.</summary>
    public long Read { get; init; }

    /// <summary>The number of rows changed.</summary>
    public long Written { get; init; }

    /// <summary>The number of objects that were assigned to their owner.</summary>
    public long Adopted { get; init; }

    /// <summary>The number of rows skipped because they have no owner or were changed.</summary>
    public long Skipped { get; init; }

    /// <summary>The number of rows that failed.</summary>
    public long Failed { get; init; }

    /// <summary>Whether a run holds the lease of the job. False after the run was killed and its lease has expired.</summary>
    public bool HasWorker { get; init; }

    /// <summary>The time of the latest progress.</summary>
    public DateTimeOffset ChangedAt { get; init; }
}
