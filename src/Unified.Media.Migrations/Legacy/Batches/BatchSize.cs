namespace Unified.Media.Migrations;

/// <summary>
/// How many rows the next batch takes, by how long the last one took: slowly up, quickly down. Speed hardly depends on it; what others feel
/// of a batch does.
/// </summary>
internal sealed class BatchSize(LegacyMigrationOptions options, int first = BatchSize.First)
{
    /// <summary>For boards, each of which may name hundreds of items.</summary>
    public const int OfBoards = 20;

    private const int First = 500;
    private const double Growth = 1.25;
    private const double Shrinkage = 0.5;

    private readonly int _smallest = Math.Min(options.SmallestBatch, first);

    public int Rows { get; private set; } = Math.Clamp(first, Math.Min(options.SmallestBatch, first), options.LargestBatch);

    public void Took(TimeSpan duration, long rows)
    {
        if (duration > options.BatchDuration * 1.5)
        {
            Rows = Math.Max((int)(Rows * Shrinkage), _smallest);
        }
        else if (duration < options.BatchDuration && rows >= Rows)
        {
            Rows = Math.Min((int)(Rows * Growth) + 1, options.LargestBatch);
        }
    }
}
