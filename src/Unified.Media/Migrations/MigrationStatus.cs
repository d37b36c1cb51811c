namespace Unified.Media;

/// <summary>How far a schema is.</summary>
public sealed record MigrationStatus
{
    /// <summary>The steps of the modules that this database has or needs, in their order.</summary>
    public required IReadOnlyList<MigrationStepStatus> Steps { get; init; }

    /// <summary>Names of steps in the journal that this version does not have: a newer version was here.</summary>
    public IReadOnlyList<string> UnknownSteps { get; init; } = [];

    /// <summary>Names of modules that this process knows and this database does not need.</summary>
    public IReadOnlyList<string> UnusedModules { get; init; } = [];

    /// <summary>
    /// Names of modules in the journal that this process does not know: the application does not reference their package. Their steps are
    /// left alone.
    /// </summary>
    public IReadOnlyList<string> UnknownModules { get; init; } = [];

    /// <summary>The steps that a migration would run now.</summary>
    public IEnumerable<MigrationStepStatus> Pending => Steps.Where(step => step.State
        is MigrationStepState.Pending or MigrationStepState.Changed or MigrationStepState.Unfinished or MigrationStepState.Failed);

    /// <summary>True when a migration would do nothing, and would not be refused.</summary>
    public bool IsUpToDate => Steps.All(step => step.State is MigrationStepState.Applied or MigrationStepState.Superseded);
}
