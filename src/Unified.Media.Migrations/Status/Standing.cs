namespace Unified.Media.Migrations;

/// <summary>The steps of this version beside what the journal has.</summary>
internal sealed class Standing
{
    private readonly SchemaOptions _options;
    private readonly Dictionary<int, JournalRow> _rows;
    private readonly (Step Step, MigrationStepState State)[] _steps;

    public Standing(StepSource source, IReadOnlyList<JournalRow> rows, SchemaOptions options)
    {
        _options = options;
        _rows = rows.ToDictionary(row => row.Number);
        var names = options.NamesText();
        _steps = [.. source.Steps.Select(step => (step, StateOf(step, names)))];
    }

    /// <summary>The steps to run, in their order.</summary>
    public IReadOnlyList<Step> Pending =>
    [
        .. In(state => state
            is MigrationStepState.Pending or MigrationStepState.Changed or MigrationStepState.Unfinished or MigrationStepState.Failed),
    ];

    /// <summary>Names of steps that a newer version has run.</summary>
    public IReadOnlyList<string> Unknown =>
    [
        .. _rows.Values.ExceptBy(_steps.Select(known => known.Step.Number), row => row.Number).OrderBy(row => row.Number).Select(row => row.Name),
    ];

    public MigrationStatus Status => new()
    {
        Steps = [.. _steps.Select(known => StatusOf(known.Step, known.State))],
        UnknownSteps = Unknown,
    };

    /// <summary>The steps in this state.</summary>
    public IReadOnlyList<Step> In(MigrationStepState state) => [.. In(found => found == state)];

    /// <exception cref="MediaMigrationException">Steps were edited, or the names are others.</exception>
    public void ThrowIfRefused()
    {
        if (In(MigrationStepState.Renamed) is [var renamed, ..])
        {
            throw new MediaMigrationException(
                MigrationErrorCode.OtherNames,
                $"The schema was made for other names: {_rows[renamed.Number].RenamedFor(_options)}. Set the options back, "
                + "or change the database yourself and then call BlessAsync.")
            { Step = renamed.Name };
        }

        if (In(MigrationStepState.Edited) is { Count: > 0 } edited)
        {
            throw new MediaMigrationException(
                MigrationErrorCode.EditedStep,
                $"{string.Join(", ", edited.Select(step => $"'{step.Name}'"))} ran with another text than this version has. "
                + "Use the version that ran it, or make the database equal yourself and then call BlessAsync.")
            { Step = edited[0].Name };
        }
    }

    private IEnumerable<Step> In(Func<MigrationStepState, bool> wanted) =>
        _steps.Where(known => wanted(known.State)).Select(known => known.Step);

    private MigrationStepStatus StatusOf(Step step, MigrationStepState state)
    {
        var row = _rows.GetValueOrDefault(step.Number);
        return new(step.Number, step.Name, state)
        {
            AppliedAt = row?.AppliedAt,
            Duration = row?.Duration,
            Rows = row?.Rows ?? 0,
            Error = row?.Error,
        };
    }

    private MigrationStepState StateOf(Step step, string names)
    {
        if (!_rows.TryGetValue(step.Number, out var row))
        {
            return MigrationStepState.Pending;
        }

        if (row.Names != names && row.RenamedFor(_options) is not null)
        {
            return MigrationStepState.Renamed;
        }

        return row.State switch
        {
            JournalState.Running => MigrationStepState.Unfinished,
            JournalState.Failed => MigrationStepState.Failed,
            _ when row.Checksum == step.Checksum => MigrationStepState.Applied,
            _ when step.Kind != StepKind.Repeatable => MigrationStepState.Edited,

            // Two versions of the library at work side by side would otherwise replace each other's functions for ever.
            _ when row.Earlier.Split(' ').Contains(step.Checksum) => MigrationStepState.Superseded,
            _ => MigrationStepState.Changed,
        };
    }
}
