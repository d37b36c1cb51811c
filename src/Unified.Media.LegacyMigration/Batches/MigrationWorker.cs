using Unified.Media.Migrations;

namespace Unified.Media.LegacyMigration;

/// <summary>This run's name in the database, by which it keeps other runs out.</summary>
internal sealed class MigrationWorker(LegacyDatabase database, LegacyMigrationOptions options, TimeProvider time)
{
    private static readonly TimeSpan ReleaseTimeout = TimeSpan.FromSeconds(5);

    public Guid Id { get; } = Guid.CreateVersion7(time.GetUtcNow());

    /// <summary>Begins a run, or resumes one that was cut short.</summary>
    /// <exception cref="MediaMigrationException"><c>migration_busy</c>: another run is at work.</exception>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        var status = await database.SingleAsync(
            "select {{schema}}.legacy_begin_run($1, $2)",
            bind =>
            {
                bind.AddWithValue(Id);
                bind.AddWithValue(options.ClaimDuration);
            },
            reader => reader.GetString(0),
            cancellationToken).ConfigureAwait(false);
        if (status == BatchOutcome.Busy)
        {
            throw Busy();
        }
    }

    /// <exception cref="MediaMigrationException"><c>migration_busy</c>: another run is at work.</exception>
    public async Task StartAsync(string job, bool again, CancellationToken cancellationToken)
    {
        var started = await database.SingleAsync(
            "select {{schema}}.legacy_start_job($1, $2, $3, $4)",
            bind =>
            {
                bind.AddWithValue(job);
                bind.AddWithValue(Id);
                bind.AddWithValue(options.ClaimDuration);
                bind.AddWithValue(again);
            },
            reader => reader.GetBoolean(0),
            cancellationToken).ConfigureAwait(false);
        if (!started)
        {
            throw Busy();
        }
    }

    public Task<BatchOutcome> WorkAsync(string job, int rows, CancellationToken cancellationToken) => database.SingleAsync(
        "select status, rows_read, rows_written, rows_adopted, rows_skipped, rows_failed from {{schema}}.legacy_run_batch($1, $2, $3, $4)",
        bind =>
        {
            bind.AddWithValue(job);
            bind.AddWithValue(Id);
            bind.AddWithValue(rows);
            bind.AddWithValue(options.ClaimDuration);
        },
        reader => new BatchOutcome(
            reader.GetString(0), reader.GetInt32(1), reader.GetInt32(2), reader.GetInt32(3), reader.GetInt32(4), reader.GetInt32(5)),
        cancellationToken);

    /// <summary>Says that the run is alive while it does something else than batches.</summary>
    public Task HoldAsync(CancellationToken cancellationToken) => database.ExecuteAsync(
        "select {{schema}}.legacy_extend_lease($1, $2)",
        bind =>
        {
            bind.AddWithValue(Id);
            bind.AddWithValue(options.ClaimDuration);
        },
        cancellationToken);

    /// <summary>Tells the planner how full the migration's tables have become.</summary>
    public Task<bool> AnalyzeAsync(CancellationToken cancellationToken) => database.SingleAsync(
        "select true from {{schema}}.legacy_analyze_tables()", null, reader => reader.GetBoolean(0), cancellationToken);

    /// <summary>Says that the run has come to its end: the next one begins anew, whatever this one found.</summary>
    public Task EndAsync(CancellationToken cancellationToken) => database.ExecuteAsync(
        "select {{schema}}.legacy_end_run($1)", bind => bind.AddWithValue(Id), cancellationToken);

    /// <summary>Lets the next run begin at once. A run that cannot say so is waited out.</summary>
    public async Task ReleaseAsync()
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
            // The claim runs out by itself.
        }
    }

    public static MediaMigrationException Busy() =>
        new(MigrationErrorCode.Busy, "Another run of the migration is at work.") { IsTransient = true };
}
