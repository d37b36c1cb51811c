using Npgsql;
using Unified.Media.Migrations;

namespace Unified.Media.LegacyMigration;

/// <summary>
/// Turns the rows of older tables (<c>playground_gallery</c>, <c>user_media</c>) into items, on a database that is in use, with a way back.
/// The order: <see cref="PlanAsync"/>, <see cref="RunAsync"/> (any number of times), <see cref="VerifyAsync"/>, <see cref="SwitchAsync"/>,
/// and after days without regret <see cref="FinishAsync"/>; <see cref="RollBackAsync"/> from anywhere before. The older tables are never
/// written to. Needs the schema to be up to date with <see cref="LegacySchema.Module"/>, and a login that owns the tables. Safe for concurrent
/// use: of two runs at once one is refused with <c>migration_busy</c>.
/// </summary>
public sealed class LegacyMigrator
{
    private readonly LegacyMigrationOptions _options;
    private readonly LegacyDatabase _database;
    private readonly LegacyState _state;
    private readonly LegacyIndexes _indexes;
    private readonly RetryPolicy _retry;
    private readonly TimeProvider _time;
    private readonly EmptyMigration _empty;

    /// <summary>Makes a migration over a database. The data source stays the caller's to dispose.</summary>
    /// <param name="dataSource">Connections of the owner of the schema and of the older tables. Any pooler will do.</param>
    /// <param name="names">Names of schemas and roles, the same as the schema's; null for the defaults.</param>
    /// <param name="options">How gently it works; null for the defaults.</param>
    /// <param name="timeProvider">The clock; null for the system's.</param>
    /// <exception cref="ArgumentException">Names or options break rules; the message lists all.</exception>
    public LegacyMigrator(
        NpgsqlDataSource dataSource, PostgresSchemaNames? names = null, LegacyMigrationOptions? options = null, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        _options = LegacyMigrationOptionsValidator.Checked(names ??= new(), options ?? new());
        _time = timeProvider ?? TimeProvider.System;
        _database = new(dataSource, names with { }, _options.LockTimeout);
        _state = new(_database);
        _empty = new(_database);
        _indexes = new(_database);
        _retry = new(_options, _time);
    }

    /// <summary>How far it is.</summary>
    public Task<LegacyStatus> GetStatusAsync(CancellationToken cancellationToken = default) => _empty.OrAsync(
        () => _state.ReadAsync(cancellationToken), () => new LegacyStatus { Phase = LegacyPhase.None }, cancellationToken);

    /// <summary>Rows that were left out or need a look, by table, reason and id.</summary>
    /// <param name="reason">Only these; null for all. See <see cref="LegacyProblem.Reason"/>.</param>
    /// <param name="limit">The most rows to give.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public Task<IReadOnlyList<LegacyProblem>> GetProblemsAsync(
        string? reason = null, int limit = 1_000, CancellationToken cancellationToken = default) =>
        _empty.OrAsync(() => _state.ReadProblemsAsync(reason, limit, cancellationToken), () => [], cancellationToken);

    /// <summary>What a run would do now. Changes nothing.</summary>
    public Task<LegacyPlan> PlanAsync(IProgress<LegacyProgress>? progress = null, CancellationToken cancellationToken = default) =>
        _empty.OrAsync(
            () => new PlanMigration(_database, _options, _state, _time).RunAsync(progress, cancellationToken),
            () => new LegacyPlan { Phase = LegacyPhase.None },
            cancellationToken);

    /// <summary>
    /// Views, triggers and indexes only: older programs' writes become items from here on, and older rows are listed fast. A run does it too.
    /// </summary>
    public Task PrepareAsync(IProgress<LegacyProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Preparation().RunAsync(progress, cancellationToken);

    /// <summary>
    /// Triggers, batches, sweeps, verification, references. Cancelled, paused or killed, it goes on where it stood when it is run again; run
    /// again after its end, it changes nothing but what has come since.
    /// </summary>
    /// <exception cref="MediaMigrationException">
    /// <c>migration_busy</c>: another run is at work, or was killed less than <see cref="LegacyMigrationOptions.ClaimDuration"/> ago.
    /// Others of <see cref="MigrationErrorCode"/>.
    /// </exception>
    public Task<LegacyRunReport> RunAsync(IProgress<LegacyProgress>? progress = null, CancellationToken cancellationToken = default) =>
        _empty.OrAsync(
            () => new RunMigration(_database, _options, _retry, Preparation(), Verification(), _state, _time)
                .RunAsync(progress, cancellationToken),
            () => new LegacyRunReport { IsComplete = true, Verification = NothingVerified() },
            cancellationToken);

    /// <summary>Asks a run, of any process, to stop after its batch.</summary>
    public Task PauseAsync(CancellationToken cancellationToken = default) => _state.PauseAsync(true, cancellationToken);

    /// <summary>Takes a pause back and goes on.</summary>
    public async Task<LegacyRunReport> ResumeAsync(IProgress<LegacyProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        await _state.PauseAsync(false, cancellationToken).ConfigureAwait(false);
        return await RunAsync(progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Compares all items with the older tables, and all rewritten references. Changes nothing.</summary>
    /// <param name="objects">Whether to look for the objects too, and where; null not to.</param>
    /// <param name="progress">Told after every batch.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<LegacyVerification> VerifyAsync(
        LegacyObjectCheck? objects = null, IProgress<LegacyProgress>? progress = null, CancellationToken cancellationToken = default) =>
        _empty.OrAsync(
            async () =>
            {
                var verify = Verification();
                var report = await verify.RunAsync(null, progress, cancellationToken).ConfigureAwait(false);
                report = await verify.AddReferencesAsync(report, null, cancellationToken).ConfigureAwait(false);
                return objects is null
                    ? report
                    : await verify.AddObjectsAsync(report, objects, progress, cancellationToken).ConfigureAwait(false);
            },
            NothingVerified,
            cancellationToken);

    /// <summary>
    /// From here on only items are read; catalogs notice when they start. Older programs' writes go on becoming items, and
    /// <see cref="RollBackAsync"/> is still possible.
    /// </summary>
    /// <exception cref="MediaMigrationException"><c>migration_not_ready</c>: no run has come to its end.</exception>
    public async Task SwitchAsync(CancellationToken cancellationToken = default)
    {
        if (!await _state.AdvanceAsync(LegacyPhase.Switched, [LegacyPhase.Migrated, LegacyPhase.Switched], cancellationToken).ConfigureAwait(false))
        {
            throw new MediaMigrationException(MigrationErrorCode.NotReady, "No run of the migration has come to its end without a loss.");
        }
    }

    /// <summary>Takes a switch back: older rows that are no items are read again.</summary>
    public Task<bool> SwitchBackAsync(CancellationToken cancellationToken = default) =>
        _state.AdvanceAsync(LegacyPhase.Migrated, [LegacyPhase.Switched], cancellationToken);

    /// <summary>
    /// Undoes everything: boards and showcases are as they were, the items that the migration made are gone, those that it found are as they
    /// were. What somebody has changed meanwhile is kept and listed; what somebody has deleted stays deleted. Objects are left alone.
    /// </summary>
    /// <exception cref="MediaMigrationException"><c>migration_finished</c>, <c>migration_busy</c>.</exception>
    public Task<LegacyRollbackReport> RollBackAsync(
        IProgress<LegacyProgress>? progress = null, CancellationToken cancellationToken = default) =>
        new RollBackMigration(_database, _options, _retry, _state, _indexes, _time).RunAsync(progress, cancellationToken);

    /// <summary>
    /// Takes the triggers and the way back away, and lets go of the older tables, so that their host may drop them. There is no way back.
    /// </summary>
    /// <exception cref="MediaMigrationException">
    /// <c>migration_not_ready</c>: it was not switched. <c>migration_not_clean</c>: rows are missing or lost.
    /// </exception>
    public Task<LegacyVerification> FinishAsync(IProgress<LegacyProgress>? progress = null, CancellationToken cancellationToken = default) =>
        new FinishMigration(_database, _retry, Verification(), _state, _indexes).RunAsync(progress, cancellationToken);

    private PrepareMigration Preparation() => new(_database, _options, _retry, _indexes);

    private VerifyMigration Verification() => new(_database, _options, _retry, _time);

    private LegacyVerification NothingVerified() => new VerificationTally(_options.MaxListed).Close(TimeSpan.Zero);
}
