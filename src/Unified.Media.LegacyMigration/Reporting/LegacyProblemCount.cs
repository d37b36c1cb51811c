namespace Unified.Media.LegacyMigration;

/// <summary>How many rows of a table have a problem.</summary>
/// <param name="Source">The table.</param>
/// <param name="Reason">See <see cref="LegacyProblem.Reason"/>.</param>
/// <param name="Rows">How many.</param>
public sealed record LegacyProblemCount(string Source, string Reason, long Rows);
