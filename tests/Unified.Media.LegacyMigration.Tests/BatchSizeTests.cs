namespace Unified.Media.LegacyMigration.Tests;

public sealed class BatchSizeTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(100, 10_000, 500, 20, 5)]
    [InlineData(1_000, 10_000, 1_000, 20, 5)]
    [InlineData(5, 10, 10, 10, 5)]
    [InlineData(1, 3, 3, 3, 3)]
    public void Initial_size_is_within_limits_and_small_for_logins_and_boards(int smallest, int largest, int rows, int boards, int people)
    {
        var options = new LegacyMigrationOptions { MinBatchSize = smallest, MaxBatchSize = largest };

        Assert.Equal(rows, new BatchSize(options).Rows);
        Assert.Equal(rows, BatchSize.ForJob("user_media", options).Rows);
        Assert.Equal(boards, BatchSize.ForJob("moodboards", options).Rows);
        Assert.Equal(people, BatchSize.ForJob("newest", options).Rows);
    }

    [Fact]
    public void Size_shrinks_to_the_minimum_and_grows_to_the_maximum()
    {
        var options = new LegacyMigrationOptions { MinBatchSize = 200, MaxBatchSize = 900 };
        var size = new BatchSize(options);

        for (var batch = 0; batch < 10; batch++)
        {
            size.Record(Long, size.Rows);
        }

        Assert.Equal(200, size.Rows);
        for (var batch = 0; batch < 20; batch++)
        {
            size.Record(TimeSpan.Zero, size.Rows);
        }

        Assert.Equal(900, size.Rows);
        size.Record(TimeSpan.Zero, rows: 3);
        Assert.Equal(900, size.Rows);
    }
}
