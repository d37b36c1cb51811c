namespace Unified.Media.Drivers;

/// <summary>What became of a reservation.</summary>
public enum ReserveStatus
{
    /// <summary>There is a new attempt: <see cref="ReserveResult.Reservation"/>.</summary>
    Granted,

    /// <summary>The key's item is ready: <see cref="ReserveResult.Item"/> and <see cref="ReserveResult.ReceivedSha256"/>.</summary>
    Replayed,

    /// <summary>Another attempt of the key is under way, and was not to be taken over.</summary>
    Busy,

    /// <summary>The key was used with another fingerprint.</summary>
    Mismatch,

    /// <summary>The key's item has been deleted.</summary>
    Gone,
}
