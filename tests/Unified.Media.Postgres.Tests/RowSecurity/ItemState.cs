namespace Unified.Media.Postgres.Tests.RowSecurity;

/// <summary>
/// The state of an item: no row, a row of the ledger (<c>Confirmed</c> is ready but not yet published), a row of media with one of the ledger, or a
/// legacy row of media without one.
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
