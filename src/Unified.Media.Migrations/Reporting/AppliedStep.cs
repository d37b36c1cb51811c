namespace Unified.Media.Migrations;

/// <summary>A step that a migration has run.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">How it was run.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Rows">How many rows its batches have changed; zero for other kinds.</param>
public sealed record AppliedStep(string Name, StepKind Kind, TimeSpan Duration, long Rows);
