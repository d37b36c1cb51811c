namespace Unified.Media.Drivers;

/// <summary>The outcome of a reservation.</summary>
public enum ReserveStatus
{
    /// <summary>
    /// A new attempt was created: <see cref="ReserveResult.Reservation"/>. When earlier attempts of the key or role were abandoned, expired or
    /// replaced, it is the next attempt of the same id. A failed upload does not consume its key.
    /// </summary>
    Granted,

    /// <summary>The key already has a ready item: <see cref="ReserveResult.Item"/> and <see cref="ReserveResult.ReceivedSha256"/>.</summary>
    Replayed,

    /// <summary>Another attempt of the key or role is in progress, and <see cref="ReserveRequest.TakeOver"/> was false.</summary>
    Busy,

    /// <summary>The key was used with another fingerprint.</summary>
    Mismatch,

    /// <summary>The item of the key was deleted, and its tombstones are not purged yet.</summary>
    Gone,
}
