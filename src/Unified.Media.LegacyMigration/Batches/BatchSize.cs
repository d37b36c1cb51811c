namespace Unified.Media.LegacyMigration;

/// <summary>
/// Adapts the size of batches to their duration. The size grows slowly and shrinks fast. The size hardly affects the throughput, but a long
/// batch delays other sessions.
/// </summary>
internal sealed class BatchSize
{
    private const int InitialRows = 500;

    // Each board can reference hundreds of items.
    private const int InitialBoards = 20;

    // For each login, the batch copies a page of rows.
    private const int InitialLogins = 5;

    private const double GrowthFactor = 1.25;
    private const double ShrinkFactor = 0.5;

    private readonly LegacyMigrationOptions _options;
    private readonly int _minRows;

    public BatchSize(LegacyMigrationOptions options)
        : this(options, InitialRows, options.MinBatchSize)
    {
    }

    private BatchSize(LegacyMigrationOptions options, int initialRows, int minRows)
    {
        _options = options;
        _minRows = minRows;
        Rows = Math.Clamp(initialRows, minRows, options.MaxBatchSize);
    }

    /// <summary>The number of rows, boards or logins of the next batch.</summary>
    public int Rows { get; private set; }

    /// <summary>Returns the size for a job. Batches of logins or boards are smaller, because each of these stands for many rows.</summary>
    public static BatchSize ForJob(string job, LegacyMigrationOptions options) => job switch
    {
        LegacyJob.Newest => new(options, InitialLogins, 1),
        LegacyJob.Moodboards or LegacyJob.Showcases => new(options, InitialBoards, Math.Min(options.MinBatchSize, InitialBoards)),
        _ => new(options),
    };

    /// <summary>Computes the next size from the duration and the number of rows of the last batch.</summary>
    public void Record(TimeSpan duration, long rows)
    {
        if (duration > _options.TargetBatchDuration * 1.5)
        {
            Rows = Math.Max((int)(Rows * ShrinkFactor), _minRows);
        }
        else if (duration < _options.TargetBatchDuration && rows >= Rows)
        {
            Rows = Math.Min((int)(Rows * GrowthFactor) + 1, _options.MaxBatchSize);
        }
    }
}
