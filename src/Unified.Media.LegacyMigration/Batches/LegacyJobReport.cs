namespace Unified.Media.LegacyMigration;

/// <summary>What a run did in one job.</summary>
/// <param name="Job">A table, a kind of sweep, or <c>newest</c>: the newest rows of both tables, of everybody.</param>
public sealed record LegacyJobReport(string Job)
{
    /// <summary>Rows looked at; people, for the job <c>newest</c>.</summary>
    public long Read { get; init; }

    /// <summary>Rows changed: items made, settled or removed; references rewritten.</summary>
    public long Written { get; init; }

    /// <summary>Objects that became their owner's.</summary>
    public long Adopted { get; init; }

    /// <summary>Rows left out.</summary>
    public long Skipped { get; init; }

    /// <summary>Rows that failed.</summary>
    public long Failed { get; init; }

    /// <summary>How many batches it took.</summary>
    public int Batches { get; init; }

    /// <summary>The longest batch.</summary>
    public TimeSpan LongestBatch { get; init; }

    /// <summary>How long it took, rests included.</summary>
    public TimeSpan Elapsed { get; init; }
}
