namespace Unified.Media.LegacyMigration;

/// <summary>Refuses options that make no sense.</summary>
internal static class LegacyOptionsCheck
{
    public static void Check(LegacyMigrationOptions options)
    {
        Require(
            options.BatchDuration >= TimeSpan.FromMilliseconds(10) && options.BatchDuration <= TimeSpan.FromSeconds(10),
            nameof(options.BatchDuration), "is between 10 ms and 10 seconds");
        Require(
            options.SmallestBatch >= 1 && options.LargestBatch >= options.SmallestBatch && options.LargestBatch <= 1_000_000,
            nameof(options.LargestBatch), "is at least the smallest batch, which is at least 1, and at most 1,000,000");
        Require(options.Rest >= TimeSpan.Zero && options.Rest <= TimeSpan.FromMinutes(10), nameof(options.Rest), "is at most 10 minutes");
        Require(options.MaxFailures >= 0, nameof(options.MaxFailures), "is not negative");
        Require(options.ClaimDuration >= TimeSpan.FromMilliseconds(100), nameof(options.ClaimDuration), "is at least 100 ms");
        Require(options.MaxListed >= 1, nameof(options.MaxListed), "is at least 1");
    }

    private static void Require(bool condition, string name, string rule)
    {
        if (!condition)
        {
            throw new ArgumentException($"{nameof(LegacyMigrationOptions)}.{name} {rule}.", nameof(condition));
        }
    }
}
