namespace Unified.Media.LegacyMigration;

/// <summary>Settings of the legacy migration: batch sizes, timeouts, limits, and the hosts of the object store.</summary>
public sealed class LegacyMigrationOptions
{
    /// <summary>
    /// Hosts of the object store of the project, such as <c>abc.supabase.co</c>. An address on another host is external and names no
    /// object of the store.
    /// </summary>
    /// <value>Empty: every host whose address has the path of the storage API is accepted.</value>
    public IList<string> StorageHosts { get; } = [];

    /// <summary>
    /// Whether triggers on the older tables turn new and changed rows into items at once. Without triggers, each run copies these rows
    /// in a second pass.
    /// </summary>
    /// <value>True.</value>
    public bool KeepInSync { get; set; } = true;

    /// <summary>The target duration of a batch, from 10 ms to 10 seconds. The size of batches is adapted to it.</summary>
    /// <value>80 ms.</value>
    public TimeSpan TargetBatchDuration { get; set; } = TimeSpan.FromMilliseconds(80);

    /// <summary>The minimum number of rows per batch, at least 1.</summary>
    /// <value>100.</value>
    public int MinBatchSize { get; set; } = 100;

    /// <summary>The maximum number of rows per batch, from <see cref="MinBatchSize"/> to 1,000,000.</summary>
    /// <value>20,000.</value>
    public int MaxBatchSize { get; set; } = 20_000;

    /// <summary>The delay after each batch, at most 10 minutes.</summary>
    /// <value>Zero.</value>
    public TimeSpan BatchDelay { get; set; } = TimeSpan.Zero;

    /// <summary>The number of database sessions that may wait for locks. While more sessions wait, the migration pauses.</summary>
    /// <value>10.</value>
    public int MaxWaitingSessions { get; set; } = 10;

    /// <summary>The replication lag that is tolerated. While a replica lags further behind, the migration pauses.</summary>
    /// <value>30 seconds.</value>
    public TimeSpan MaxReplicaLag { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The number of rows per job that may fail. A run with more failures ends with <c>migration_too_many_failures</c>. Failed rows are
    /// listed in any case.
    /// </summary>
    /// <value>10,000.</value>
    public long MaxFailures { get; set; } = 10_000;

    /// <summary>
    /// The duration of a run's lease, at least 100 ms; each batch renews it. After a run was killed, the next run can start when the lease
    /// has expired. Set it to at least twice the duration of a batch.
    /// </summary>
    /// <value>15 seconds.</value>
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// The time that a statement waits for a lock before it gives way to other sessions and is retried, from 10 ms to 1 minute.
    /// </summary>
    /// <value>2 seconds.</value>
    public TimeSpan LockTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The time during which a step is retried while the database is unavailable or other sessions hold a lock.</summary>
    /// <value>2 minutes.</value>
    public TimeSpan RetryTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// The maximum number of entries per list of a report, such as differences and problems, at least 1. Counts include all entries.
    /// </summary>
    /// <value>1,000.</value>
    public int MaxListedEntries { get; set; } = 1_000;
}
