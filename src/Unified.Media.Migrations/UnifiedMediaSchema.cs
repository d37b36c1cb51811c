using System.ComponentModel;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Unified.Media.Migrations;

/// <summary>
/// The schema of Unified.Media in one database: brings it up to date, tells how far it is, writes it as scripts.
/// <c>await new UnifiedMediaSchema(dataSource).MigrateAsync();</c>. Thread-safe; any number of processes may migrate at once, one does it
/// and the others wait. Works through poolers that work by transaction.
/// </summary>
public sealed class UnifiedMediaSchema : IMigrationStatus
{
    private readonly RunContext _context;

    /// <summary>Works on this database.</summary>
    /// <param name="dataSource">
    /// Connections of a login that may create and alter: the owner of the schemas. Up to four are open at once. They stay the caller's.
    /// </param>
    /// <param name="names">Names of schemas and roles, the same as the catalog's; null for the defaults. Later changes have no effect.</param>
    /// <param name="options">Timeouts; null for the defaults. Later changes have no effect.</param>
    /// <param name="loggerFactory">Where to log; null for nowhere.</param>
    /// <param name="timeProvider">Whose time the journal has; null for the system's.</param>
    /// <param name="modules">
    /// Modules beside the core, of packages that bring some. Each is applied where its condition holds, where it is required, and where it was
    /// applied before. Null for the core alone.
    /// </param>
    /// <exception cref="ArgumentException">Names or options break rules; the message lists all. Or two modules have the same name.</exception>
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
            SchemaOptionsValidator.Checked(names, options ??= new()),
            options.Copy(),
            allModules,
            timeProvider ?? TimeProvider.System,
            (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger<UnifiedMediaSchema>());
    }

    /// <summary>For module authors: the connections of the schema's owner. They stay the host's.</summary>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public NpgsqlDataSource DataSource => _context.DataSource;

    /// <summary>
    /// Runs the steps that were not run yet, and those that may be run again and have changed. Costs one round trip when there is nothing to
    /// do. After any failure, a cancellation or a crash the same call goes on where it stopped. Steps of a newer version stay as they are.
    /// </summary>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="cancellationToken">Stops within a second; the step at work is undone, or continued next time.</param>
    /// <exception cref="MediaMigrationException">Codes of <see cref="MigrationErrorCode"/>.</exception>
    public Task<MigrationReport> MigrateAsync(IProgress<MigrationProgress>? progress = null, CancellationToken cancellationToken = default) =>
        TranslatingAsync(async () =>
        {
            var standing = await _context.ReadStandingAsync(cancellationToken).ConfigureAwait(false);
            if (standing.Unknown is { Count: > 0 } unknown)
            {
                Log.UnknownSteps(_context.Logger, string.Join(", ", unknown));
            }

            standing.ThrowIfRefused();
            if (standing.Pending.Count > 0)
            {
                return await new RunSteps(_context).RunAsync(progress, cancellationToken).ConfigureAwait(false);
            }

            Log.UpToDate(_context.Logger);
            return new MigrationReport();
        });

    /// <summary>A dry run: what <see cref="MigrateAsync"/> would do. Changes nothing.</summary>
    /// <exception cref="MediaMigrationException">The journal cannot be read, or a migration would be refused.</exception>
    public Task<MigrationPlan> PlanAsync(CancellationToken cancellationToken = default) => TranslatingAsync(async () =>
    {
        var standing = await _context.ReadStandingAsync(cancellationToken).ConfigureAwait(false);
        standing.ThrowIfRefused();
        return new MigrationPlan(standing.Pending, _context.Names);
    });

    /// <inheritdoc/>
    public Task<MigrationStatus> GetStatusAsync(CancellationToken cancellationToken = default) =>
        TranslatingAsync(async () => (await _context.ReadStandingAsync(cancellationToken).ConfigureAwait(false)).Status);

    /// <summary>
    /// For a database that has the schema but no journal of it: steps that were never run count as run. Nothing is checked, so only for
    /// whoever knows that they have been run by other means. Scripts that a <see cref="MigrationPlan"/> wrote need no baseline.
    /// </summary>
    /// <param name="throughStep">The number of the last step that counts as run; null for all.</param>
    /// <param name="module">The module of that number, <c>core</c> if null. Without a number: only this module; null for all modules.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The names of the steps that count as run now.</returns>
    /// <exception cref="ArgumentException">The module is unknown.</exception>
    public Task<IReadOnlyList<string>> BaselineAsync(
        int? throughStep = null, string? module = null, CancellationToken cancellationToken = default) => ChangeJournalAsync(
        standing => standing.In(MigrationStepState.Pending),
        Chosen(module, throughStep, (step, last) => step <= last),
        (connection, step) =>
        {
            Log.Baselined(_context.Logger, step.Name);
            return _context.Journal.RecordAppliedAsync(connection, step, TimeSpan.Zero, cancellationToken);
        },
        cancellationToken);

    /// <summary>
    /// Settles <c>migration_edited_step</c> and <c>migration_other_names</c>: the steps count as run with their present text and names.
    /// Nothing is run: make the database equal before.
    /// </summary>
    /// <param name="step">The number of a step; null for all that need it.</param>
    /// <param name="module">The module of that number, <c>core</c> if null. Without a number: only this module; null for all modules.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The names of the steps that were settled.</returns>
    /// <exception cref="ArgumentException">The module is unknown.</exception>
    public Task<IReadOnlyList<string>> AcceptEditedAsync(
        int? step = null, string? module = null, CancellationToken cancellationToken = default) => ChangeJournalAsync(
        standing => standing.In(MigrationStepState.Edited, MigrationStepState.Renamed),
        Chosen(module, step, (number, wanted) => number == wanted),
        (connection, blessed) =>
        {
            Log.Blessed(_context.Logger, blessed.Name);
            return _context.Journal.AcceptEditedAsync(connection, blessed, cancellationToken);
        },
        cancellationToken);

    /// <summary>
    /// Forgets that a step failed or was left unfinished. Seldom needed: a migration tries such steps again by itself. One that was complete
    /// before keeps its row.
    /// </summary>
    /// <param name="step">The number of a step; null for all of them.</param>
    /// <param name="module">The module of that number, <c>core</c> if null. Without a number: only this module; null for all modules.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The names of the steps that were forgotten.</returns>
    /// <exception cref="ArgumentException">The module is unknown.</exception>
    public Task<IReadOnlyList<string>> ClearFailedAsync(
        int? step = null, string? module = null, CancellationToken cancellationToken = default) => ChangeJournalAsync(
        standing => standing.In(MigrationStepState.Failed, MigrationStepState.Unfinished),
        Chosen(module, step, (number, wanted) => number == wanted),
        (connection, cleared) =>
        {
            Log.Cleared(_context.Logger, cleared.Name);
            return _context.Journal.ClearAsync(connection, cleared, cancellationToken);
        },
        cancellationToken);

    private Func<Step, bool> Chosen(string? module, int? number, Func<int, int, bool> matches)
    {
        if (module is not null && _context.Modules.All(known => known.Name != module))
        {
            throw new ArgumentException(
                $"There is no module '{module}'; known are {string.Join(", ", _context.Modules.Select(known => known.Name))}.", nameof(module));
        }

        var chosen = module ?? (number is null ? null : SchemaModule.CoreName);
        return step => (chosen is null || step.Module == chosen) && (number is null || matches(step.Number, number.Value));
    }

    // Provider's errors outside of steps, where no step can be named.
    private static async Task<T> TranslatingAsync<T>(Func<Task<T>> action)
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
        Func<Standing, IReadOnlyList<Step>> find, Func<Step, bool> isChosen, Func<NpgsqlConnection, Step, Task> change,
        CancellationToken cancellationToken) =>
        TranslatingAsync<IReadOnlyList<string>>(async () =>
        {
            var held = await RunnerLock.AcquireAsync(_context, cancellationToken).ConfigureAwait(false);
            await using var releasing = held.ConfigureAwait(false);
            Step[] steps = [.. find(await _context.ReadStandingAsync(cancellationToken).ConfigureAwait(false)).Where(isChosen)];
            var connection = await _context.OpenAsync(cancellationToken).ConfigureAwait(false);
            await using var closing = connection.ConfigureAwait(false);
            foreach (var step in steps)
            {
                await change(connection, step).ConfigureAwait(false);
            }

            return [.. steps.Select(step => step.Name)];
        });
}
