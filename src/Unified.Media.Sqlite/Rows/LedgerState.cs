namespace Unified.Media.Sqlite;

/// <summary>The states of a ledger row in the database.</summary>
internal static class LedgerState
{
    public const string Pending = "pending";
    public const string Ready = "ready";
}
