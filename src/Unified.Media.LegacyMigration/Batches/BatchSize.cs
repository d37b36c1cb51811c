namespace Unified.Media.LegacyMigration;

/// <summary>
/// How many rows the next batch takes, by how long the last one took: slowly up, quickly down. Speed hardly depends on it; what others feel
/// of a batch does.
/// </summary>
internal sealed class BatchSize
{
    private const int FirstRows = 500;

    // Each may name hundreds of items.
    private const int FirstBoards = 20;

    // Each has a page of rows.
    private const int FirstPeople = 5;

    private const double Growth = 1.25;
    private const double Shrinkage = 0.5;

    private readonly LegacyMigrationOptions _options;
    private readonly int _smallest;

    public BatchSize(LegacyMigrationOptions options)
        : this(options, FirstRows, options.SmallestBatch)
    {
    }

    private BatchSize(LegacyMigrationOptions options, int first, int smallest)
    {
        _options = options;
        _smallest = smallest;
        Rows = Math.Clamp(first, smallest, options.LargestBatch);
    }

    public int Rows { get; private set; }

    /// <summary>For a job. The options speak of rows; what stands for many of them may come in smaller batches.</summary>
    public static BatchSize Of(string job, LegacyMigrationOptions options) => job switch
    {
        LegacyJob.Newest => new(options, FirstPeople, 1),
        LegacyJob.Moodboards or LegacyJob.Showcases => new(options, FirstBoards, Math.Min(options.SmallestBatch, FirstBoards)),
        _ => new(options),
    };

    public void Record(TimeSpan duration, long rows)
    {
        if (duration > _options.BatchDuration * 1.5)
        {
            Rows = Math.Max((int)(Rows * Shrinkage), _smallest);
        }
        else if (duration < _options.BatchDuration && rows >= Rows)
        {
            Rows = Math.Min((int)(Rows * Growth) + 1, _options.LargestBatch);
        }
    }
}
