namespace Unified.Media.Tool;

/// <summary>How far a step is.</summary>
internal sealed record StepLine(
    string Module, int Number, string Name, MigrationStepState State, DateTimeOffset? AppliedAt, TimeSpan? Duration, long Rows, string? Error)
{
    /// <summary>Nothing is to be done about it.</summary>
    public bool IsDone => State is MigrationStepState.Applied or MigrationStepState.Superseded;

    /// <summary>A migration would fail on it, or has.</summary>
    public bool IsRefused => State is MigrationStepState.Edited or MigrationStepState.Renamed or MigrationStepState.Failed;

    public static StepLine Of(MigrationStepStatus step) =>
        new(step.Module, step.Number, step.Name, step.State, step.AppliedAt, step.Duration, step.Rows, step.Error);
}
