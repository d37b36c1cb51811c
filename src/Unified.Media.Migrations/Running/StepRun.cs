namespace Unified.Media.Migrations;

/// <summary>One step while it is run.</summary>
/// <param name="Step">The step.</param>
/// <param name="Text">Its text, with names filled in.</param>
/// <param name="Lock">The lock of the migration.</param>
/// <param name="Report">Tells how far it is: what happened, and how many rows were changed so far.</param>
internal sealed record StepRun(Step Step, string Text, RunnerLock Lock, Action<MigrationEventKind, long> Report);
