namespace Unified.Media.Migrations;

/// <summary>The words of the journal's column <c>state</c>.</summary>
internal static class JournalState
{
    public const string Running = "running";

    public const string Applied = "applied";

    public const string Failed = "failed";
}
