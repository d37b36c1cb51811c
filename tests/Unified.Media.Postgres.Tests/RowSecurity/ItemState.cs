namespace Unified.Media.Postgres.Tests.RowSecurity;

/// <summary>
/// What is there of an item: nothing, a row of the ledger (confirmed: ready, as within the transaction that publishes it), a row of media and
/// one of the ledger, or an older row of media alone.
/// </summary>
internal enum ItemState
{
    Absent,
    Pending,
    Confirmed,
    Ready,
    Deleting,
    Gone,
    Unledgered,
}
