namespace Unified.Media.LegacyMigration;

/// <summary>How far one job of the migration is.</summary>
/// <param name="Job">A table, or a kind of sweep.</param>
/// <param name="State"><c>pending</c>, <c>running</c> or <c>done</c>.</param>
public sealed record LegacyJobStatus(string Job, string State)
{
    /// <summary>Rows looked at in its last run.</summary>
    public long Read { get; init; }

    /// <summary>Rows changed in its last run.</summary>
    public long Written { get; init; }

    /// <summary>Objects that became their owner's in its last run.</summary>
    public long Adopted { get; init; }

    /// <summary>Rows left out in its last run, because they have no owner or were changed.</summary>
    public long Skipped { get; init; }

    /// <summary>Rows that failed in its last run.</summary>
    public long Failed { get; init; }

    /// <summary>Whether a worker is at it.</summary>
    public bool IsClaimed { get; init; }

    /// <summary>When it last moved.</summary>
    public DateTimeOffset ChangedAt { get; init; }
}
