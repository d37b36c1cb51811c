namespace Unified.Media.Migrations;

/// <summary>A step that a migration would run.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">How it would be run.</param>
/// <param name="Sql">Its text, with the names of schemas and roles filled in.</param>
public sealed record PlannedStep(string Name, StepKind Kind, string Sql);
