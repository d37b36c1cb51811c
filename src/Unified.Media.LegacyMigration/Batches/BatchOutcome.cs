namespace Unified.Media.LegacyMigration;

/// <summary>The result of one batch.</summary>
internal sealed record BatchOutcome(string Status, int Read, int Written, int Adopted, int Skipped, int Failed)
{
    public const string Worked = "worked";
    public const string Done = "done";
    public const string Paused = "paused";
    public const string Busy = "busy";
}
