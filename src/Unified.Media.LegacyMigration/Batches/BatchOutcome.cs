namespace Unified.Media.LegacyMigration;

/// <summary>The result of one batch: a status of <see cref="RunStatus"/> and numbers of rows.</summary>
internal sealed record BatchOutcome(string Status, int Read, int Written, int Adopted, int Skipped, int Failed);
