namespace Unified.Media.Tool;

/// <summary>The state of a step.</summary>
internal sealed record SchemaStatusStep(
    string Module, int Number, string Name, MigrationStepState State, DateTimeOffset? AppliedAt, TimeSpan? Duration, long Rows, string? Error)
{
    /// <summary>True when the step needs no further action.</summary>
    public bool IsDone => State is MigrationStepState.Applied or MigrationStepState.Superseded;

    /// <summary>True when a migration failed on this step, or would reject it because it was edited or applied with different names.</summary>
    public bool IsRefused => State is MigrationStepState.Edited or MigrationStepState.Renamed or MigrationStepState.Failed;

    public static SchemaStatusStep From(MigrationStepStatus step) =>
        new(step.Module, step.Number, step.Name, step.State, step.AppliedAt, step.Duration, step.Rows, step.Error);
}
