namespace Unified.Media.LegacyMigration;

/// <summary>The result of one job of a run.</summary>
public sealed record LegacyJobReport
{
    /// <summary>
    /// The job. <c>media</c> reconciles items; <c>newest</c>, <c>playground_gallery</c> and <c>user_media</c> copy rows; <c>orphans:</c>
    /// followed by a table removes the items of deleted rows; <c>shared</c> releases objects; <c>moodboards</c> and <c>showcases</c>
    /// rewrite references.
    /// </summary>
    public required string Job { get; init; }

    /// <summary>The number of rows read; the number of logins in the job <c>newest</c>.</summary>
    public long Read { get; init; }

    /// <summary>The number of rows changed: items created, reconciled or removed, and references rewritten.</summary>
    public long Written { get; init; }

    /// <summary>The number of objects that were assigned to their owner.</summary>
    public long Adopted { get; init; }

    /// <summary>The number of rows skipped.</summary>
    public long Skipped { get; init; }

    /// <summary>The number of rows that failed.</summary>
    public long Failed { get; init; }

    /// <summary>The number of batches.</summary>
    public int Batches { get; init; }

    /// <summary>The duration of the longest batch.</summary>
    public TimeSpan MaxBatchDuration { get; init; }

    /// <summary>The duration of the job, including the delays between batches.</summary>
    public TimeSpan Elapsed { get; init; }
}
