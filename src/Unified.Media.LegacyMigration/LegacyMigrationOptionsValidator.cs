namespace Unified.Media.LegacyMigration;

/// <summary>The rules for the options: one sentence per broken rule, each beginning with its path.</summary>
internal static class LegacyMigrationOptionsValidator
{
    private const int MaxBatch = 1_000_000;

    private static readonly TimeSpan MinBatchDuration = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan MaxBatchDuration = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan MaxRest = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan MinClaimDuration = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MinLockTimeout = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan MaxLockTimeout = TimeSpan.FromMinutes(1);

    /// <summary>The options, where they and the names are used without a host.</summary>
    /// <exception cref="ArgumentException">Rules are broken; the message lists all.</exception>
    public static LegacyMigrationOptions Checked(PostgresSchemaNames names, LegacyMigrationOptions options)
    {
        string[] failures = [.. names.FindFailures(), .. FindFailures(options)];
        return failures.Length == 0 ? options : throw new ArgumentException(string.Join(' ', failures), nameof(options));
    }

    public static IEnumerable<string> FindFailures(LegacyMigrationOptions options)
    {
        if (options.BatchDuration < MinBatchDuration || options.BatchDuration > MaxBatchDuration)
        {
            yield return $"BatchDuration is {options.BatchDuration}: it must be from 10 ms to 10 seconds.";
        }

        if (options.SmallestBatch < 1)
        {
            yield return $"SmallestBatch is {options.SmallestBatch}: it must be at least 1.";
        }

        if (options.LargestBatch < options.SmallestBatch || options.LargestBatch > MaxBatch)
        {
            yield return $"LargestBatch is {options.LargestBatch}: it must be at least SmallestBatch and at most 1,000,000.";
        }

        if (options.Rest < TimeSpan.Zero || options.Rest > MaxRest)
        {
            yield return $"Rest is {options.Rest}: it must be from zero to 10 minutes.";
        }

        if (options.MaxFailures < 0)
        {
            yield return $"MaxFailures is {options.MaxFailures}: it must not be negative.";
        }

        if (options.ClaimDuration < MinClaimDuration)
        {
            yield return $"ClaimDuration is {options.ClaimDuration}: it must be at least 100 ms.";
        }

        if (options.LockTimeout < MinLockTimeout || options.LockTimeout > MaxLockTimeout)
        {
            yield return $"LockTimeout is {options.LockTimeout}: it must be from 10 ms to 1 minute.";
        }

        if (options.MaxListed < 1)
        {
            yield return $"MaxListed is {options.MaxListed}: it must be at least 1.";
        }
    }
}
