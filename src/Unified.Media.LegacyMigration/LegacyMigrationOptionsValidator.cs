namespace Unified.Media.LegacyMigration;

/// <summary>Validates the options. Each failure is one sentence that starts with the name of the option.</summary>
internal static class LegacyMigrationOptionsValidator
{
    private const int MaxRowsPerBatch = 1_000_000;

    private static readonly TimeSpan MinTargetBatchDuration = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan MaxTargetBatchDuration = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan MaxBatchDelay = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan MinLeaseDuration = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MinLockTimeout = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan MaxLockTimeout = TimeSpan.FromMinutes(1);

    /// <summary>Returns the options if they and the names are valid.</summary>
    /// <exception cref="ArgumentException">Names or options are invalid; the message lists every failure.</exception>
    public static LegacyMigrationOptions Validate(PostgresSchemaNames names, LegacyMigrationOptions options)
    {
        string[] failures = [.. names.FindFailures(), .. FindFailures(options)];
        return failures.Length == 0 ? options : throw new ArgumentException(string.Join(' ', failures), nameof(options));
    }

    public static IEnumerable<string> FindFailures(LegacyMigrationOptions options)
    {
        if (options.TargetBatchDuration < MinTargetBatchDuration || options.TargetBatchDuration > MaxTargetBatchDuration)
        {
            yield return $"TargetBatchDuration is {options.TargetBatchDuration}: it must be between 10 ms and 10 seconds.";
        }

        if (options.MinBatchSize < 1)
        {
            yield return $"MinBatchSize is {options.MinBatchSize}: it must be at least 1.";
        }

        if (options.MaxBatchSize < options.MinBatchSize || options.MaxBatchSize > MaxRowsPerBatch)
        {
            yield return $"MaxBatchSize is {options.MaxBatchSize}: it must be at least MinBatchSize and at most 1,000,000.";
        }

        if (options.BatchDelay < TimeSpan.Zero || options.BatchDelay > MaxBatchDelay)
        {
            yield return $"BatchDelay is {options.BatchDelay}: it must be between zero and 10 minutes.";
        }

        if (options.MaxFailures < 0)
        {
            yield return $"MaxFailures is {options.MaxFailures}: it must not be negative.";
        }

        if (options.LeaseDuration < MinLeaseDuration)
        {
            yield return $"LeaseDuration is {options.LeaseDuration}: it must be at least 100 ms.";
        }

        if (options.LockTimeout < MinLockTimeout || options.LockTimeout > MaxLockTimeout)
        {
            yield return $"LockTimeout is {options.LockTimeout}: it must be between 10 ms and 1 minute.";
        }

        if (options.MaxListedEntries < 1)
        {
            yield return $"MaxListedEntries is {options.MaxListedEntries}: it must be at least 1.";
        }
    }
}
