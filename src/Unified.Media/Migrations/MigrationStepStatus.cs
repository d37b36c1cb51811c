namespace Unified.Media;

/// <summary>The state of one step of the schema migration.</summary>
public sealed record MigrationStepStatus
{
    /// <summary>The number of the step within its module.</summary>
    public required int Number { get; init; }

    /// <summary>The name, such as <c>0020_media</c> in the core or <c>legacy/0020_words</c> in the module <c>legacy</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The state according to the journal.</summary>
    public required MigrationStepState State { get; init; }

    /// <summary>The module of the step; <c>core</c> for the schema of the catalog.</summary>
    public string Module { get; init; } = "core";

    /// <summary>The time of the last completion in UTC; null when the step was never completed.</summary>
    public DateTimeOffset? AppliedAt { get; init; }

    /// <summary>The duration of the last complete run; null when the step was never completed.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The number of rows that the step has changed so far; 0 for a step that does not run in batches.</summary>
    public long Rows { get; init; }

    /// <summary>The message of the error of the last run; null when it did not fail.</summary>
    public string? Error { get; init; }
}
