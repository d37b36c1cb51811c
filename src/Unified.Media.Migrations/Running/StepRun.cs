namespace Unified.Media.Migrations;

/// <summary>A step that is being applied.</summary>
/// <param name="Step">The step.</param>
/// <param name="Sql">The SQL of the step, with names filled in.</param>
/// <param name="Lock">The lock of the migration.</param>
/// <param name="ReportEvent">Reports an event and the number of rows changed so far.</param>
internal sealed record StepRun(Step Step, string Sql, RunnerLock Lock, Action<MigrationEventKind, long> ReportEvent);
