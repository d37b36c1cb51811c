namespace Unified.Media.LegacyMigration;

/// <summary>How the migration of older tables treats the database, and what it is told about the host.</summary>
public sealed class LegacyMigrationOptions
{
    /// <summary>
    /// Hosts of the project's own object store (<c>abc.supabase.co</c>): addresses of other hosts name objects that are not ours. Empty:
    /// every host that answers to the store's paths is taken for it.
    /// </summary>
    public IList<string> StorageHosts { get; } = [];

    /// <summary>Whether triggers turn what older programs write meanwhile into items at once. Without them a last pass catches up.</summary>
    public bool KeepInSync { get; set; } = true;

    /// <summary>How long one batch should take: its size follows. 10 ms to 10 seconds.</summary>
    public TimeSpan BatchDuration { get; set; } = TimeSpan.FromMilliseconds(80);

    /// <summary>The fewest rows of a batch.</summary>
    public int SmallestBatch { get; set; } = 100;

    /// <summary>The most rows of a batch.</summary>
    public int LargestBatch { get; set; } = 20_000;

    /// <summary>How long to rest after every batch.</summary>
    public TimeSpan Rest { get; set; } = TimeSpan.Zero;

    /// <summary>While more sessions than this wait for locks, the migration waits too.</summary>
    public int MaxWaitingSessions { get; set; } = 10;

    /// <summary>While a replica is further behind than this, the migration waits too.</summary>
    public TimeSpan MaxReplicaLag { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>More rows than this that fail by an error end the run; they are listed all the same.</summary>
    public long MaxFailures { get; set; } = 10_000;

    /// <summary>
    /// How long a worker that says nothing keeps others out: the time until a killed run can be resumed. Twice a batch at least.
    /// </summary>
    public TimeSpan ClaimDuration { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a statement waits for a lock before it lets others pass and tries again: 10 ms to 1 minute.</summary>
    public TimeSpan LockTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long to go on trying when the database is away or a lock is not to be had.</summary>
    public TimeSpan RetryTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How many differences and problems a report lists by name; all are counted.</summary>
    public int MaxListed { get; set; } = 1_000;
}
