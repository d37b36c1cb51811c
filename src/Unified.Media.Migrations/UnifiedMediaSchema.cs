using System.ComponentModel;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Unified.Media.Migrations;

/// <summary>
/// Migrates the database schema of Unified.Media, reports its status, and exports it as scripts. Usage:
/// <c>await new UnifiedMediaSchema(dataSource).MigrateAsync();</c>. Thread-safe. Several processes may migrate at once: one applies the steps
/// and the others wait. Works through connection poolers in transaction mode.
/// </summary>
public sealed class UnifiedMediaSchema : IMigrationStatus
{
    private readonly RunContext _context;

    /// <summary>Creates an instance for a database. The caller disposes the data source.</summary>
    /// <param name="dataSource">
    /// Connections of the owner of the schemas, a login that may create and alter tables. Up to four connections are open at once.
    /// </param>
    /// <param name="names">Names of schemas and roles, as the catalog uses them; null for the defaults. Later changes have no effect.</param>
    /// <param name="options">Timeouts; null for the defaults. Later changes have no effect.</param>
    /// <param name="loggerFactory">Creates the logger; null for no logging.</param>
    /// <param name="timeProvider">The clock for times in the journal; null for the system clock.</param>
    /// <param name="modules">
    /// Modules of other packages. A module is applied if its condition is true, if it is required, or if it was applied before. Null
    /// for the core alone.
    /// </param>
    /// <exception cref="ArgumentException">Names or options are invalid, or two modules have the same name.</exception>
    public UnifiedMediaSchema(
        NpgsqlDataSource dataSource, PostgresSchemaNames? names = null, SchemaOptions? options = null, ILoggerFactory? loggerFactory = null,
        TimeProvider? timeProvider = null, IEnumerable<SchemaModule>? modules = null)
        : this(dataSource, ModuleList.WithCore(modules), names, options, loggerFactory, timeProvider)
    {
    }

    internal UnifiedMediaSchema(
        NpgsqlDataSource dataSource, IReadOnlyList<SchemaModule> allModules, PostgresSchemaNames? names = null, SchemaOptions? options = null,
        ILoggerFactory? loggerFactory = null, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        _context = new(
            dataSource,
            SchemaOptionsValidator.Validate(names, options ??= new()),
            options.Copy(),
            allModules,
            timeProvider ?? TimeProvider.System,
            (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger<UnifiedMediaSchema>());
    }

    /// <summary>The connections of the owner of the schema, for authors of modules. Do not dispose it.</summary>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public NpgsqlDataSource DataSource => _context.DataSource;

    /// <summary>
    /// Applies pending steps, and repeatable steps whose text has changed. Takes one round trip when the schema is up to date. After a failure,
    /// a cancellation or a crash, the next call continues. Steps of a newer version are not changed.
    /// </summary>
    /// <param name="progress">Receives progress.</param>
    /// <param name="cancellationToken">Cancels the migration; the current step is rolled back, or continued by the next call.</param>
    /// <exception cref="MediaMigrationException">The codes are those of <see cref="MigrationErrorCode"/>.</exception>
    public Task<MigrationReport> MigrateAsync(IProgress<MigrationProgress>? progress = null, CancellationToken cancellationToken = default) =>
        TranslateErrorsAsync(async () =>
        {
            var state = await _context.ReadStateAsync(cancellationToken).ConfigureAwait(false);
            if (state.Unknown is { Count: > 0 } unknown)
            {
                Log.UnknownSteps(_context.Logger, string.Join(", ", unknown));
            }

            state.ThrowIfIncompatible();
            if (state.Pending.Count > 0)
            {
                return await new StepRunner(_context).ApplyPendingAsync(progress, cancellationToken).ConfigureAwait(false);
            }

            Log.UpToDate(_context.Logger);
            return new MigrationReport();
        });

    /// <summary>Returns the steps that <see cref="MigrateAsync"/> would apply. Changes nothing.</summary>
    /// <exception cref="MediaMigrationException">The journal cannot be read, or a migration would be rejected.</exception>
    public Task<MigrationPlan> PlanAsync(CancellationToken cancellationToken = default) => TranslateErrorsAsync(async () =>
    {
        var state = await _context.ReadStateAsync(cancellationToken).ConfigureAwait(false);
        state.ThrowIfIncompatible();
        return new MigrationPlan(state.Pending, _context.Names);
    });

    /// <inheritdoc/>
    public Task<MigrationStatus> GetStatusAsync(CancellationToken cancellationToken = default) =>
        TranslateErrorsAsync(async () => (await _context.ReadStateAsync(cancellationToken).ConfigureAwait(false)).Status);

    /// <summary>
    /// Records pending steps as applied without applying them, for a database whose schema was created by other means. The database is not checked.
    /// Scripts of <see cref="MigrationPlan"/> need no baseline, because they write the journal.
    /// </summary>
    /// <param name="throughStep">The number of the last step to record; null for all.</param>
    /// <param name="module">
    /// The module of the step; null for <c>core</c>. If <paramref name="throughStep"/> is null: the module to process; null for all modules.
    /// </param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The names of the recorded steps.</returns>
    /// <exception cref="ArgumentException">The module is unknown.</exception>
    /// <exception cref="MediaMigrationException"><c>migration_busy</c>, <c>migration_unavailable</c>, <c>migration_missing_rights</c>.</exception>
    public Task<IReadOnlyList<string>> BaselineAsync(
        int? throughStep = null, string? module = null, CancellationToken cancellationToken = default) => ChangeJournalAsync(
        state => state.GetStepsIn(MigrationStepState.Pending),
        MatchSteps(module, throughStep, (number, lastNumber) => number <= lastNumber),
        (connection, step) =>
        {
            Log.Baselined(_context.Logger, step.Name);
            return _context.Journal.RecordAppliedAsync(connection, step, TimeSpan.Zero, cancellationToken);
        },
        cancellationToken);

    /// <summary>
    /// Accepts the current text and names of applied steps that were edited, which resolves <c>migration_edited_step</c> and
    /// <c>migration_other_names</c>. Applies nothing: make the same change to the database first.
    /// </summary>
    /// <param name="step">The number of the step; null for all edited steps.</param>
    /// <param name="module">
    /// The module of the step; null for <c>core</c>. If <paramref name="step"/> is null: the module to process; null for all modules.
    /// </param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The names of the accepted steps.</returns>
    /// <exception cref="ArgumentException">The module is unknown.</exception>
    /// <exception cref="MediaMigrationException"><c>migration_busy</c>, <c>migration_unavailable</c>, <c>migration_missing_rights</c>.</exception>
    public Task<IReadOnlyList<string>> AcceptEditedAsync(
        int? step = null, string? module = null, CancellationToken cancellationToken = default) => ChangeJournalAsync(
        state => state.GetStepsIn(MigrationStepState.Edited, MigrationStepState.Renamed),
        MatchSteps(module, step, (number, wantedNumber) => number == wantedNumber),
        (connection, editedStep) =>
        {
            Log.EditAccepted(_context.Logger, editedStep.Name);
            return _context.Journal.AcceptEditedAsync(connection, editedStep, cancellationToken);
        },
        cancellationToken);

    /// <summary>
    /// Removes failed and unfinished steps from the journal. Rarely needed, because a migration retries such steps. The row of a step that was
    /// applied before is kept.
    /// </summary>
    /// <param name="step">The number of the step; null for all failed and unfinished steps.</param>
    /// <param name="module">
    /// The module of the step; null for <c>core</c>. If <paramref name="step"/> is null: the module to process; null for all modules.
    /// </param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The names of the removed steps.</returns>
    /// <exception cref="ArgumentException">The module is unknown.</exception>
    /// <exception cref="MediaMigrationException"><c>migration_busy</c>, <c>migration_unavailable</c>, <c>migration_missing_rights</c>.</exception>
    public Task<IReadOnlyList<string>> ClearFailedAsync(
        int? step = null, string? module = null, CancellationToken cancellationToken = default) => ChangeJournalAsync(
        state => state.GetStepsIn(MigrationStepState.Failed, MigrationStepState.Unfinished),
        MatchSteps(module, step, (number, wantedNumber) => number == wantedNumber),
        (connection, failedStep) =>
        {
            Log.Cleared(_context.Logger, failedStep.Name);
            return _context.Journal.ClearAsync(connection, failedStep, cancellationToken);
        },
        cancellationToken);

    private Func<Step, bool> MatchSteps(string? module, int? number, Func<int, int, bool> matches)
    {
        if (module is not null && _context.Modules.All(known => known.Name != module))
        {
            throw new ArgumentException(
                $"Unknown module '{module}'. Known modules: {string.Join(", ", _context.Modules.Select(known => known.Name))}.", nameof(module));
        }

        var selectedModule = module ?? (number is null ? null : SchemaModule.CoreName);
        return step => (selectedModule is null || step.Module == selectedModule) && (number is null || matches(step.Number, number.Value));
    }

    // Translates errors that do not belong to a step.
    private static async Task<T> TranslateErrorsAsync<T>(Func<Task<T>> action)
    {
        try
        {
            return await action().ConfigureAwait(false);
        }
        catch (NpgsqlException error)
        {
            throw MigrationErrors.Translate(error);
        }
    }

    private Task<IReadOnlyList<string>> ChangeJournalAsync(
        Func<SchemaState, IReadOnlyList<Step>> findSteps, Func<Step, bool> isSelected, Func<NpgsqlConnection, Step, Task> changeRow,
        CancellationToken cancellationToken) =>
        TranslateErrorsAsync<IReadOnlyList<string>>(async () =>
        {
            var runnerLock = await RunnerLock.AcquireAsync(_context, cancellationToken).ConfigureAwait(false);
            await using var releasing = runnerLock.ConfigureAwait(false);
            Step[] steps = [.. findSteps(await _context.ReadStateAsync(cancellationToken).ConfigureAwait(false)).Where(isSelected)];
            var connection = await _context.OpenAsync(cancellationToken).ConfigureAwait(false);
            await using var closing = connection.ConfigureAwait(false);
            foreach (var step in steps)
            {
                await changeRow(connection, step).ConfigureAwait(false);
            }

            return [.. steps.Select(step => step.Name)];
        });
}
