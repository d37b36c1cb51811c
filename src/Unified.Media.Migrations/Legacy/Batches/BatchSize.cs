namespace Unified.Media.Migrations;

/// <summary>
/// How many rows the next batch takes, by how long the last one took: slowly up, quickly down. Speed hardly depends on it; what others feel
/// of a batch does.
/// </summary>
internal sealed class BatchSize(LegacyMigrationOptions options)
{
    private const double Growth = 1.25;
    private const double Shrinkage = 0.5;

    public int Rows { get; private set; } = Math.Clamp(500, options.SmallestBatch, options.LargestBatch);

    public void Took(TimeSpan duration, long rows)
    {
        if (duration > options.BatchDuration * 1.5)
        {
            Rows = Math.Max((int)(Rows * Shrinkage), options.SmallestBatch);
        }
        else if (duration < options.BatchDuration && rows >= Rows)
        {
            Rows = Math.Min((int)(Rows * Growth) + 1, options.LargestBatch);
        }
    }
}
