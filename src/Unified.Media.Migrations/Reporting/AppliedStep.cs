namespace Unified.Media.Migrations;

/// <summary>A step that a migration applied.</summary>
public sealed record AppliedStep
{
    /// <summary>The name of the step, such as <c>0020_media</c>, or <c>legacy/0100_legacy_tables</c> in a module.</summary>
    public required string Name { get; init; }

    /// <summary>The kind of the step.</summary>
    public required StepKind Kind { get; init; }

    /// <summary>The duration of the step.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The number of rows that the batches of the step changed; zero for other kinds.</summary>
    public long Rows { get; init; }
}
