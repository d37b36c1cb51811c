namespace Unified.Media.Drivers;

/// <summary>The outcome of a reservation.</summary>
public enum ReserveStatus
{
    /// <summary>
    /// There is a new attempt: <see cref="ReserveResult.Reservation"/>. For a key, or an item's role, whose earlier attempts were all given up,
    /// expired or taken over, it is the next attempt of the same id: a failed upload does not use its key up.
    /// </summary>
    Granted,

    /// <summary>The key's item is ready: <see cref="ReserveResult.Item"/> and <see cref="ReserveResult.ReceivedSha256"/>.</summary>
    Replayed,

    /// <summary>Another attempt of the key, or of the item's role, is under way, and was not to be taken over.</summary>
    Busy,

    /// <summary>The key was used with another fingerprint, whatever has become of it since.</summary>
    Mismatch,

    /// <summary>The key's item has been deleted, and its tombstones are not purged yet.</summary>
    Gone,
}
