namespace Unified.Media.Sqlite;

/// <summary>Values of the column <c>state</c> of a ledger row.</summary>
internal static class LedgerState
{
    public const string Pending = "pending";
    public const string Ready = "ready";
}
