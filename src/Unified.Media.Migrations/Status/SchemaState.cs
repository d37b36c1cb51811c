namespace Unified.Media.Migrations;

/// <summary>The steps of the modules that a database has or needs, and their states according to the journal.</summary>
internal sealed class SchemaState
{
    private readonly PostgresSchemaNames _names;
    private readonly Dictionary<(string Module, int Number), JournalRow> _rows;
    private readonly IReadOnlyList<SchemaModule> _modules;
    private readonly IReadOnlyList<SchemaModule> _activeModules;
    private readonly (Step Step, MigrationStepState State)[] _steps;

    public SchemaState(IReadOnlyList<SchemaModule> modules, JournalSnapshot journal, PostgresSchemaNames names)
    {
        _names = names;
        _modules = modules;
        _rows = journal.Rows.ToDictionary(row => (row.Module, row.Number));
        var applied = journal.Rows.Select(row => row.Module).ToHashSet(StringComparer.Ordinal);
        _activeModules =
        [
            .. modules.Where(module => module.IsRequired || journal.NeededModules.Contains(module.Name) || applied.Contains(module.Name)),
        ];
        var text = names.ToText();
        _steps = [.. _activeModules.SelectMany(module => module.Steps).Select(step => (step, GetState(step, text)))];
    }

    /// <summary>The steps to apply, in order.</summary>
    public IReadOnlyList<Step> Pending =>
    [
        .. GetStepsIn(state => state
            is MigrationStepState.Pending or MigrationStepState.Changed or MigrationStepState.Unfinished or MigrationStepState.Failed),
    ];

    /// <summary>The names of steps that a newer version applied, except steps of modules that this process does not know.</summary>
    public IReadOnlyList<string> Unknown =>
    [
        .. _rows.Values
            .Where(row => _modules.Any(module => module.Name == row.Module))
            .ExceptBy(_steps.Select(entry => (entry.Step.Module, entry.Step.Number)), row => (row.Module, row.Number))
            .OrderBy(row => row.Module, StringComparer.Ordinal).ThenBy(row => row.Number)
            .Select(row => row.Name),
    ];

    public MigrationStatus Status => new()
    {
        Steps = [.. _steps.Select(entry => GetStatus(entry.Step, entry.State))],
        UnknownSteps = Unknown,
        UnusedModules = [.. _modules.Except(_activeModules).Select(module => module.Name)],
        UnknownModules =
        [
            .. _rows.Values.Select(row => row.Module).Distinct(StringComparer.Ordinal)
                .Except(_modules.Select(module => module.Name), StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ],
    };

    /// <summary>Returns the steps in one of the states, in order.</summary>
    public IReadOnlyList<Step> GetStepsIn(params MigrationStepState[] states) => [.. GetStepsIn(states.Contains)];

    /// <exception cref="MediaMigrationException">Applied steps were edited, or names have changed.</exception>
    public void ThrowIfIncompatible()
    {
        if (GetStepsIn(MigrationStepState.Renamed) is [var renamed, ..])
        {
            throw new MediaMigrationException(
                MigrationErrorCode.OtherNames,
                $"The schema was created with other names: {_rows[(renamed.Module, renamed.Number)].DescribeChangedName(_names)}. Restore the names, "
                + "or rename them in the database and then call AcceptEditedAsync.")
            { Step = renamed.Name };
        }

        if (GetStepsIn(MigrationStepState.Edited) is { Count: > 0 } edited)
        {
            throw new MediaMigrationException(
                MigrationErrorCode.EditedStep,
                $"{string.Join(", ", edited.Select(step => $"'{step.Name}'"))} was applied with another text than this version has. "
                + "Use the version that applied it, or make the same change to the database and then call AcceptEditedAsync.")
            { Step = edited[0].Name };
        }
    }

    private IEnumerable<Step> GetStepsIn(Func<MigrationStepState, bool> isWanted) =>
        _steps.Where(entry => isWanted(entry.State)).Select(entry => entry.Step);

    private MigrationStepStatus GetStatus(Step step, MigrationStepState state)
    {
        var row = _rows.GetValueOrDefault((step.Module, step.Number));
        return new()
        {
            Number = step.Number,
            Name = step.Name,
            State = state,
            Module = step.Module,
            AppliedAt = row?.AppliedAt,
            Duration = row?.Duration,
            Rows = row?.Rows ?? 0,
            Error = row?.Error,
        };
    }

    private MigrationStepState GetState(Step step, string names)
    {
        if (!_rows.TryGetValue((step.Module, step.Number), out var row))
        {
            return MigrationStepState.Pending;
        }

        if (row.Names != names && row.DescribeChangedName(_names) is not null)
        {
            return MigrationStepState.Renamed;
        }

        return row.State switch
        {
            JournalState.Running => MigrationStepState.Unfinished,
            JournalState.Failed => MigrationStepState.Failed,
            _ when row.Checksum == step.Checksum => MigrationStepState.Applied,
            _ when step.Kind != StepKind.Repeatable => MigrationStepState.Edited,

            // Otherwise two versions of the library that run side by side would repeatedly replace each other's functions.
            _ when row.EarlierChecksums.Split(' ').Contains(step.Checksum) => MigrationStepState.Superseded,
            _ => MigrationStepState.Changed,
        };
    }
}
