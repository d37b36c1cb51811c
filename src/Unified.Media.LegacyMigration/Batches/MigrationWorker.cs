using Unified.Media.Migrations;

namespace Unified.Media.LegacyMigration;

/// <summary>Identifies this run in the database, and holds the lease that keeps other runs out.</summary>
internal sealed class MigrationWorker(LegacyDatabase database, LegacyMigrationOptions options, TimeProvider time)
{
    private static readonly TimeSpan ReleaseTimeout = TimeSpan.FromSeconds(5);

    public Guid Id { get; } = Guid.CreateVersion7(time.GetUtcNow());

    public static MediaMigrationException Busy() => new(
        MigrationErrorCode.Busy, "Another run of the legacy migration is in progress. Wait for it, or pause it and wait for its lease to expire.")
    { IsTransient = true };

    /// <summary>Begins a run, or resumes an interrupted one.</summary>
    /// <exception cref="MediaMigrationException"><c>migration_busy</c>: another run is in progress.</exception>
    public async Task BeginRunAsync(CancellationToken cancellationToken)
    {
        var status = await database.ReadSingleAsync(
            "select {{schema}}.legacy_begin_run($1, $2)",
            bind =>
            {
                bind.AddWithValue(Id);
                bind.AddWithValue(options.LeaseDuration);
            },
            reader => reader.GetString(0),
            cancellationToken).ConfigureAwait(false);
        if (status == BatchOutcome.Busy)
        {
            throw Busy();
        }
    }

    /// <summary>Starts a job at its stored position, or from its beginning if it is done and <paramref name="again"/> is true.</summary>
    /// <exception cref="MediaMigrationException"><c>migration_busy</c>: another run is in progress.</exception>
    public async Task StartJobAsync(string job, bool again, CancellationToken cancellationToken)
    {
        var started = await database.ReadSingleAsync(
            "select {{schema}}.legacy_start_job($1, $2, $3, $4)",
            bind =>
            {
                bind.AddWithValue(job);
                bind.AddWithValue(Id);
                bind.AddWithValue(options.LeaseDuration);
                bind.AddWithValue(again);
            },
            reader => reader.GetBoolean(0),
            cancellationToken).ConfigureAwait(false);
        if (!started)
        {
            throw Busy();
        }
    }

    public Task<BatchOutcome> RunBatchAsync(string job, int rows, CancellationToken cancellationToken) => database.ReadSingleAsync(
        "select status, rows_read, rows_written, rows_adopted, rows_skipped, rows_failed from {{schema}}.legacy_run_batch($1, $2, $3, $4)",
        bind =>
        {
            bind.AddWithValue(job);
            bind.AddWithValue(Id);
            bind.AddWithValue(rows);
            bind.AddWithValue(options.LeaseDuration);
        },
        reader => new BatchOutcome(
            reader.GetString(0), reader.GetInt32(1), reader.GetInt32(2), reader.GetInt32(3), reader.GetInt32(4), reader.GetInt32(5)),
        cancellationToken);

    /// <summary>Extends the lease while the run does something other than batches.</summary>
    public Task ExtendLeaseAsync(CancellationToken cancellationToken) => database.ExecuteAsync(
        "select {{schema}}.legacy_extend_lease($1, $2)",
        bind =>
        {
            bind.AddWithValue(Id);
            bind.AddWithValue(options.LeaseDuration);
        },
        cancellationToken);

    /// <summary>Updates the planner's statistics of the tables that the run fills.</summary>
    public Task<bool> AnalyzeAsync(CancellationToken cancellationToken) => database.ReadSingleAsync(
        "select true from {{schema}}.legacy_analyze_tables()", null, reader => reader.GetBoolean(0), cancellationToken);

    /// <summary>Marks the run as ended, so that the next run starts from the beginning instead of resuming this one.</summary>
    public Task EndRunAsync(CancellationToken cancellationToken) => database.ExecuteAsync(
        "select {{schema}}.legacy_end_run($1)", bind => bind.AddWithValue(Id), cancellationToken);

    /// <summary>Releases the lease, so that the next run can start at once. If that fails, the lease expires.</summary>
    public async Task ReleaseLeaseAsync()
    {
        using var limit = new CancellationTokenSource(ReleaseTimeout, time);
        try
        {
            await database
                .ExecuteAsync("select {{schema}}.legacy_release_lease($1)", bind => bind.AddWithValue(Id), limit.Token)
                .ConfigureAwait(false);
        }
        catch (Exception error) when (error is MediaMigrationException or OperationCanceledException)
        {
            // The lease expires.
        }
    }
}
