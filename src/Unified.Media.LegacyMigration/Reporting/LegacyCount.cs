namespace Unified.Media.LegacyMigration;

/// <summary>How many rows of one kind.</summary>
/// <param name="Name">Which kind.</param>
/// <param name="Rows">How many.</param>
public sealed record LegacyCount(string Name, long Rows);
