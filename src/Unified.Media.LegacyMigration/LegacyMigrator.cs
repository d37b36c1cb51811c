using Npgsql;
using Unified.Media.Migrations;

namespace Unified.Media.LegacyMigration;

/// <summary>
/// Creates items from the rows of the older tables <c>playground_gallery</c> and <c>user_media</c> while the application runs. The order of
/// calls is <see cref="PlanAsync"/>, <see cref="RunAsync"/> (any number of times), <see cref="VerifyAsync"/>, <see cref="SwitchAsync"/>,
/// <see cref="FinishAsync"/>. <see cref="RollBackAsync"/> undoes the migration at any time before it is finished. The rows of the older tables
/// are never changed; only triggers and indexes are added to the tables. The database schema must be up to date with the module
/// <see cref="LegacySchema.Module"/>. Thread-safe; of two concurrent runs one fails with <c>migration_busy</c>.
/// </summary>
public sealed class LegacyMigrator
{
    private readonly LegacyMigrationOptions _options;
    private readonly LegacyDatabase _database;
    private readonly LegacyState _state;
    private readonly LegacyIndexes _indexes;
    private readonly RetryPolicy _retry;
    private readonly TimeProvider _time;
    private readonly OlderTablesCheck _olderTables;

    /// <summary>Creates a migrator for a database. The caller disposes the data source.</summary>
    /// <param name="dataSource">Connections of the owner of the schema and of the older tables. Any connection pooler works.</param>
    /// <param name="names">Names of schemas and roles, as the schema was created with; null for the defaults.</param>
    /// <param name="options">Batch sizes, timeouts and limits; null for the defaults.</param>
    /// <param name="timeProvider">The clock; null for the system clock.</param>
    /// <exception cref="ArgumentException">Names or options are invalid; the message lists every failure.</exception>
    public LegacyMigrator(
        NpgsqlDataSource dataSource, PostgresSchemaNames? names = null, LegacyMigrationOptions? options = null, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        _options = LegacyMigrationOptionsValidator.Validate(names ??= new(), options ?? new());
        _time = timeProvider ?? TimeProvider.System;
        _database = new(dataSource, names with { }, _options.LockTimeout);
        _state = new(_database);
        _olderTables = new(_database);
        _indexes = new(_database);
        _retry = new(_options, _time);
    }

    /// <summary>Returns the phase, the jobs and the problems of the migration.</summary>
    public Task<LegacyStatus> GetStatusAsync(CancellationToken cancellationToken = default) => _olderTables.ExecuteAsync(
        () => _state.ReadAsync(cancellationToken), () => new LegacyStatus { Phase = LegacyPhase.None }, cancellationToken);

    /// <summary>Returns rows that were skipped or need attention, sorted by table, reason and id.</summary>
    /// <param name="reason">The reason to filter by, see <see cref="LegacyProblem.Reason"/>; null for all.</param>
    /// <param name="limit">The maximum number of rows to return.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<IReadOnlyList<LegacyProblem>> GetProblemsAsync(
        string? reason = null, int limit = 1_000, CancellationToken cancellationToken = default) =>
        _olderTables.ExecuteAsync(() => _state.ReadProblemsAsync(reason, limit, cancellationToken), () => [], cancellationToken);

    /// <summary>Performs a dry run: counts the rows that a run would process, and finds problems. Changes nothing.</summary>
    public Task<LegacyPlan> PlanAsync(IProgress<LegacyProgress>? progress = null, CancellationToken cancellationToken = default) =>
        _olderTables.ExecuteAsync(
            () => new PlanMigration(_database, _options, _state, _time).PlanAsync(progress, cancellationToken),
            () => new LegacyPlan { Phase = LegacyPhase.None },
            cancellationToken);

    /// <summary>
    /// Creates views, triggers and indexes. Rows that older programs write from now on become items, and lists of older rows use indexes. Each
    /// run starts with this step.
    /// </summary>
    public Task PrepareAsync(IProgress<LegacyProgress>? progress = null, CancellationToken cancellationToken = default) =>
        CreatePrepareMigration().PrepareAsync(progress, cancellationToken);

    /// <summary>
    /// Runs the migration: prepares it, creates items from older rows in batches, verifies them, and rewrites references. A run that was cancelled,
    /// paused or killed is resumed by the next run. A run after a complete one processes only later changes.
    /// </summary>
    /// <exception cref="MediaMigrationException">
    /// <c>migration_busy</c>: another run is in progress, or was killed less than <see cref="LegacyMigrationOptions.LeaseDuration"/> ago.
    /// <c>migration_too_many_failures</c>, <c>migration_ended</c>, <c>migration_finished</c>, <c>migration_not_ready</c>: see
    /// <see cref="LegacyErrorCode"/>. Further codes: see <see cref="MigrationErrorCode"/>.
    /// </exception>
    public Task<LegacyRunReport> RunAsync(IProgress<LegacyProgress>? progress = null, CancellationToken cancellationToken = default) =>
        _olderTables.ExecuteAsync(
            () => new RunMigration(_database, _options, _retry, CreatePrepareMigration(), CreateVerifyMigration(), _state, _time)
                .RunAsync(progress, cancellationToken),
            () => new LegacyRunReport { IsComplete = true, Verification = EmptyVerification() },
            cancellationToken);

    /// <summary>Requests that a run, in this or another process, stops after its current batch.</summary>
    public Task PauseAsync(CancellationToken cancellationToken = default) => _state.SetPauseAsync(true, cancellationToken);

    /// <summary>Withdraws a request to pause and resumes the run.</summary>
    public async Task<LegacyRunReport> ResumeAsync(IProgress<LegacyProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        await _state.SetPauseAsync(false, cancellationToken).ConfigureAwait(false);
        return await RunAsync(progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Compares all items with the older rows, and all rewritten references with their old values. Changes nothing.</summary>
    /// <param name="objects">Options for checking that objects exist in the object store; null to skip this check.</param>
    /// <param name="progress">Receives progress after each batch.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<LegacyVerification> VerifyAsync(
        LegacyObjectCheckOptions? objects = null, IProgress<LegacyProgress>? progress = null, CancellationToken cancellationToken = default) =>
        _olderTables.ExecuteAsync(
            async () =>
            {
                var verifyMigration = CreateVerifyMigration();
                var report = await verifyMigration.VerifyAsync(null, progress, cancellationToken).ConfigureAwait(false);
                report = await verifyMigration.AddReferencesAsync(report, null, cancellationToken).ConfigureAwait(false);
                return objects is null
                    ? report
                    : await verifyMigration.AddObjectsAsync(report, objects, progress, cancellationToken).ConfigureAwait(false);
            },
            EmptyVerification,
            cancellationToken);

    /// <summary>
    /// Switches lists to items only: they no longer read older rows. A catalog reads this setting when it starts. Rows that older programs write
    /// still become items, and <see cref="RollBackAsync"/> is still possible.
    /// </summary>
    /// <exception cref="MediaMigrationException"><c>migration_not_ready</c>: no run was completed.</exception>
    public async Task SwitchAsync(CancellationToken cancellationToken = default)
    {
        if (!await _state.AdvanceAsync(LegacyPhase.Switched, [LegacyPhase.Migrated, LegacyPhase.Switched], cancellationToken).ConfigureAwait(false))
        {
            throw new MediaMigrationException(
                LegacyErrorCode.NotReady, "No run of the legacy migration was completed without a loss. Call RunAsync before SwitchAsync.");
        }
    }

    /// <summary>Reverts <see cref="SwitchAsync"/>: lists read older rows again. Returns false if the migration is not switched.</summary>
    public Task<bool> SwitchBackAsync(CancellationToken cancellationToken = default) =>
        _state.AdvanceAsync(LegacyPhase.Migrated, [LegacyPhase.Switched], cancellationToken);

    /// <summary>
    /// Rolls the migration back: restores moodboards and showcases, deletes the items that the migration created, and restores the items
    /// that it changed. References and items that were edited after the migration are not changed, and the report lists them. Items that were
    /// deleted after the migration stay deleted.
    /// Objects of older rows stay in the store; objects derived from them are deleted.
    /// </summary>
    /// <exception cref="MediaMigrationException">
    /// <c>migration_finished</c>: the migration was finished. <c>migration_busy</c>: a run is in progress.
    /// </exception>
    public Task<LegacyRollbackReport> RollBackAsync(
        IProgress<LegacyProgress>? progress = null, CancellationToken cancellationToken = default) =>
        new RollBackMigration(_database, _options, _retry, _state, _indexes, _time).RollBackAsync(progress, cancellationToken);

    /// <summary>
    /// Finishes the migration: removes triggers, backups and all dependencies on the older tables, so that they may be dropped. A rollback
    /// is not possible afterwards.
    /// </summary>
    /// <returns>The verification that precedes the removal.</returns>
    /// <exception cref="MediaMigrationException">
    /// <c>migration_not_ready</c>: <see cref="SwitchAsync"/> was not called. <c>migration_not_clean</c>: items are missing or lost.
    /// </exception>
    public Task<LegacyVerification> FinishAsync(IProgress<LegacyProgress>? progress = null, CancellationToken cancellationToken = default) =>
        new FinishMigration(_database, _retry, CreateVerifyMigration(), _state, _indexes).FinishAsync(progress, cancellationToken);

    private PrepareMigration CreatePrepareMigration() => new(_database, _options, _retry, _indexes);

    private VerifyMigration CreateVerifyMigration() => new(_database, _options, _retry, _time);

    private LegacyVerification EmptyVerification() => new VerificationTotals(_options.MaxListedEntries).ToReport(TimeSpan.Zero);
}
