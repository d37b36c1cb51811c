namespace Unified.Media.Migrations;

/// <summary>A step that a migration would apply.</summary>
public sealed record PlannedStep
{
    /// <summary>The name of the step, such as <c>0020_media</c>, or <c>legacy/0100_legacy_tables</c> in a module.</summary>
    public required string Name { get; init; }

    /// <summary>The kind of the step.</summary>
    public required StepKind Kind { get; init; }

    /// <summary>The SQL of the step, with the names of schemas and roles filled in.</summary>
    public required string Sql { get; init; }
}
