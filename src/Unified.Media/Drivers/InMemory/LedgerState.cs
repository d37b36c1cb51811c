namespace Unified.Media.Drivers;

/// <summary>The states of a ledger row, as <see cref="IMediaLedger"/> names them.</summary>
internal enum LedgerState
{
    Pending,
    Ready,
    Deleting,
    Gone,
}
