namespace Unified.Media.Migrations;

/// <summary>The values of the column <c>state</c> of the journal.</summary>
internal static class JournalState
{
    public const string Running = "running";

    public const string Applied = "applied";

    public const string Failed = "failed";
}
