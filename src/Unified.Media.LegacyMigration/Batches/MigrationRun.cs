using Unified.Media.Migrations;

namespace Unified.Media.LegacyMigration;

/// <summary>A run of the migration. It holds a lease in the database, so that no other run can start at the same time.</summary>
internal sealed class MigrationRun(LegacyDatabase database, LegacyMigrationOptions options, TimeProvider time)
{
    private static readonly TimeSpan ReleaseTimeout = TimeSpan.FromSeconds(5);

    public Guid Id { get; } = Guid.CreateVersion7(time.GetUtcNow());

    public static MediaMigrationException Busy() => new(
        MigrationErrorCode.Busy, "Another run of the legacy migration is in progress. Wait for it, or pause it and wait for its lease to expire.")
    { IsTransient = true };

    /// <summary>Begins a run, or resumes an interrupted one.</summary>
    /// <exception cref="MediaMigrationException"><c>migration_busy</c>: another run is in progress.</exception>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        var status = await database.ReadSingleAsync(
            "select {{schema}}.legacy_begin_run($1, $2)",
            parameters =>
            {
                parameters.AddWithValue(Id);
                parameters.AddWithValue(options.LeaseDuration);
            },
            reader => reader.GetString(0),
            cancellationToken).ConfigureAwait(false);
        if (status == RunStatus.Busy)
        {
            throw Busy();
        }
    }

    /// <summary>
    /// Starts a job at its stored position. If the job is done, it restarts from the beginning if <paramref name="restartIfDone"/> is true, and
    /// stays done otherwise.
    /// </summary>
    /// <exception cref="MediaMigrationException"><c>migration_busy</c>: another run is in progress.</exception>
    public async Task StartJobAsync(string job, bool restartIfDone, CancellationToken cancellationToken)
    {
        var started = await database.ReadSingleAsync(
            "select {{schema}}.legacy_start_job($1, $2, $3, $4)",
            parameters =>
            {
                parameters.AddWithValue(job);
                parameters.AddWithValue(Id);
                parameters.AddWithValue(options.LeaseDuration);
                parameters.AddWithValue(restartIfDone);
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
        parameters =>
        {
            parameters.AddWithValue(job);
            parameters.AddWithValue(Id);
            parameters.AddWithValue(rows);
            parameters.AddWithValue(options.LeaseDuration);
        },
        reader => new BatchOutcome(
            reader.GetString(0), reader.GetInt32(1), reader.GetInt32(2), reader.GetInt32(3), reader.GetInt32(4), reader.GetInt32(5)),
        cancellationToken);

    /// <summary>Extends the lease while the run does work other than batches.</summary>
    public Task ExtendLeaseAsync(CancellationToken cancellationToken) => database.ExecuteAsync(
        "select {{schema}}.legacy_extend_lease($1, $2)",
        parameters =>
        {
            parameters.AddWithValue(Id);
            parameters.AddWithValue(options.LeaseDuration);
        },
        cancellationToken);

    /// <summary>Updates the statistics of the query planner for the tables that the run fills.</summary>
    public Task<bool> AnalyzeAsync(CancellationToken cancellationToken) => database.ReadSingleAsync(
        "select true from {{schema}}.legacy_analyze_tables()", null, reader => reader.GetBoolean(0), cancellationToken);

    /// <summary>Marks the run as ended, so that the next run starts from the beginning instead of resuming this one.</summary>
    public Task EndAsync(CancellationToken cancellationToken) => database.ExecuteAsync(
        "select {{schema}}.legacy_end_run($1)", parameters => parameters.AddWithValue(Id), cancellationToken);

    /// <summary>Releases the lease, so that the next run can start at once. If that fails, the lease expires.</summary>
    public async Task ReleaseLeaseAsync()
    {
        using var timeout = new CancellationTokenSource(ReleaseTimeout, time);
        try
        {
            await database
                .ExecuteAsync("select {{schema}}.legacy_release_lease($1)", parameters => parameters.AddWithValue(Id), timeout.Token)
                .ConfigureAwait(false);
        }
        catch (Exception error) when (error is MediaMigrationException or OperationCanceledException)
        {
            // The lease expires by itself.
        }
    }
}
