namespace Unified.Media;

/// <summary>How far one step of a schema is.</summary>
/// <param name="Number">Its place in the order of its module.</param>
/// <param name="Name">Its name: <c>0020_media</c> in the core, <c>legacy/0020_words</c> in the module <c>legacy</c>.</param>
/// <param name="State">What the journal says about it.</param>
public sealed record MigrationStepStatus(int Number, string Name, MigrationStepState State)
{
    /// <summary>The module that the step belongs to; <c>core</c> for the schema of the catalog.</summary>
    public string Module { get; init; } = "core";

    /// <summary>When it was last completed; null when it never was.</summary>
    public DateTimeOffset? AppliedAt { get; init; }

    /// <summary>How long it took; null when it was never completed.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>How many rows a step that works in batches has changed so far.</summary>
    public long Rows { get; init; }

    /// <summary>Why it failed last time; null when it did not.</summary>
    public string? Error { get; init; }
}
