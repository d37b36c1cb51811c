namespace Unified.Media;

/// <summary>The state of a database schema.</summary>
public sealed record MigrationStatus
{
    /// <summary>The steps of the core and of the modules that this database has or needs, in order.</summary>
    public required IReadOnlyList<MigrationStepStatus> Steps { get; init; }

    /// <summary>
    /// The names of steps in the journal that this version of the library does not know, because a newer version has migrated the database.
    /// </summary>
    public IReadOnlyList<string> UnknownSteps { get; init; } = [];

    /// <summary>The names of registered modules that this database does not need.</summary>
    public IReadOnlyList<string> UnusedModules { get; init; } = [];

    /// <summary>
    /// The names of modules in the journal that are not registered in this application. A migration ignores their steps.
    /// </summary>
    public IReadOnlyList<string> UnknownModules { get; init; } = [];

    /// <summary>The steps that a migration would run: those that are pending, changed, unfinished or failed.</summary>
    public IEnumerable<MigrationStepStatus> Pending => Steps.Where(step => step.State
        is MigrationStepState.Pending or MigrationStepState.Changed or MigrationStepState.Unfinished or MigrationStepState.Failed);

    /// <summary>True when every step is applied or superseded, so that a migration would run no step.</summary>
    public bool IsUpToDate => Steps.All(step => step.State is MigrationStepState.Applied or MigrationStepState.Superseded);
}
