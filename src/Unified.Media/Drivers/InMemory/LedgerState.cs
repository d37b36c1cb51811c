namespace Unified.Media.Drivers;

/// <summary>The states of a ledger row; see <see cref="IMediaLedger"/>.</summary>
internal enum LedgerState
{
    Pending,
    Ready,
    Deleting,
    Gone,
}
