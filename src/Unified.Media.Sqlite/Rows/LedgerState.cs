namespace Unified.Media.Sqlite;

/// <summary>The states of a ledger row, as the database spells them.</summary>
internal static class LedgerState
{
    public const string Pending = "pending";
    public const string Ready = "ready";
}
