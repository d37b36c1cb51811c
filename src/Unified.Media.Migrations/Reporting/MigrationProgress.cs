namespace Unified.Media.Migrations;

/// <summary>How far a migration is.</summary>
/// <param name="Step">The name of the step.</param>
/// <param name="Index">Its place among those to run, from 1.</param>
/// <param name="Total">How many are to run.</param>
/// <param name="Phase">What has just happened.</param>
/// <param name="Rows">How many rows its batches have changed in this run.</param>
public readonly record struct MigrationProgress(string Step, int Index, int Total, MigrationEventKind Phase, long Rows);
