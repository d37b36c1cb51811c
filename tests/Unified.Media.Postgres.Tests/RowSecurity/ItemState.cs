namespace Unified.Media.Postgres.Tests.RowSecurity;

/// <summary>
/// The rows of an item: none (<c>Absent</c>), a row of the ledger only (<c>Confirmed</c> is ready but not published), rows of both tables
/// (<c>Ready</c>), or a legacy row of the table of items only (<c>WithoutLedger</c>).
/// </summary>
internal enum ItemState
{
    Absent,
    Pending,
    Confirmed,
    Ready,
    Deleting,
    Gone,
    WithoutLedger,
}
